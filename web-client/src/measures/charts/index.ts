// The drawings of the measures. A team is told by colour and symbol, always in the order of the scenario.
export { concurrency, silence } from './activity';
export type { Names } from './common';
export { queue, waits } from './moderation';
export { responseByInject, responseByTeam } from './response';
export { shares } from './talk';
export { indicators, posture } from './trajectories';
