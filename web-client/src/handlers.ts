// How a capability's slice of the view takes its events: one handler by type. A handler never throws, however little
// of what went before the viewer has seen.
import type { Event } from './protocol';

export type Handlers<S> = Record<string, (view: S, event: Event) => void>;
