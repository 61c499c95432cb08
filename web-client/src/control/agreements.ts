// What control can do to an agreement in its state.
import type { Agreement } from '../agreements/fold';

export interface ControlAct {
  word: 'confirm' | 'release' | 'return' | 'hold' | 'annul'; // last part of the method
  reason: boolean; // it must carry one
  primary?: boolean;
}

export function actsOn(agreement: Agreement): ControlAct[] {
  const acts: Record<ControlAct['word'], ControlAct> = {
    annul: { word: 'annul', reason: true },
    return: { word: 'return', reason: true },
    hold: { word: 'hold', reason: true },
    release: { word: 'release', reason: false, primary: true },
    confirm: { word: 'confirm', reason: false, primary: true },
  };
  switch (agreement.state) {
    case 'open':
      return [acts.annul, acts.return, acts.hold];
    case 'completed':
      return [acts.annul, acts.return, acts.hold, acts.confirm];
    case 'held':
      return [acts.annul, acts.return, acts.release];
    case 'concluded':
      return [acts.annul];
    default:
      return [];
  }
}
