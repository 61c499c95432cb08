// Scenarios whose every seat is held by people of their own: somebody who is alone can be control at once.
import type { ScenarioSummary } from '../api';

export const playableAlone = (scenarios: readonly ScenarioSummary[]): ScenarioSummary[] =>
  scenarios.filter((one) => {
    const seats = one.teams.reduce((sum, team) => sum + team.seats, 0);
    return seats > 0 && (one.scripted ?? 0) >= seats;
  });
