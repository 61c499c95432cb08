// What can be done with an agreement now, by whom, and what it waits for.
import type { JointDocument } from '../documents/fold';
import type { View } from '../fold';
import { mayBind } from '../rights';
import type { Viewer } from '../protocol';
import { textOf, type Agreement } from './fold';

export interface Offers {
  circulate: boolean;
  amend: boolean;
  annex: boolean;
  sponsor: boolean;
  reserve: boolean;
  sign: boolean;
  unsign: boolean;
  decline: boolean;
  withdraw: boolean;
  deposit: boolean;
  denounce: boolean;
}

export const NONE: Offers = {
  circulate: false,
  amend: false,
  annex: false,
  sponsor: false,
  reserve: false,
  sign: false,
  unsign: false,
  decline: false,
  withdraw: false,
  deposit: false,
  denounce: false,
};

export function offersOf(view: View, viewer: Viewer | undefined, agreement: Agreement): Offers {
  const { state } = agreement;
  if (view.phase !== 'running' || !viewer?.seat || !viewer.team || !agreement.parties.includes(viewer.team))
    return NONE;
  const { team } = viewer;
  const { version } = textOf(agreement);
  const binds = mayBind(view, viewer, 'agreement.sign');
  const open = state === 'open';
  const writable = (state === 'private' || open) && agreement.signatures.length === 0;
  const signed = agreement.signatures.some((one) => one.team === team);
  const declined = agreement.declined.some((one) => one.team === team && one.version === version);
  return {
    circulate: state === 'private' && agreement.team === team,
    amend: writable,
    annex: writable,
    sponsor: open && !agreement.sponsors.includes(team),
    reserve: open,
    sign: open && binds && !signed,
    unsign: (open || state === 'completed') && binds && signed,
    decline: open && binds && !signed && !declined,
    withdraw: (state === 'private' || open || state === 'completed') && agreement.team === team,
    deposit: state === 'concluded' && binds && !agreement.deposited,
    denounce: state === 'concluded' && binds,
  };
}

// The catalog's key of the sentence that says what comes next, for this viewer.
export type Waits = 'circulate' | 'you' | 'others' | 'control' | 'hold' | 'nothing';

export function waitsFor(view: View, viewer: Viewer | undefined, agreement: Agreement): Waits {
  if (agreement.state === 'private') return 'circulate';
  if (agreement.state === 'held') return 'hold';
  if (agreement.state === 'completed') return 'control';
  if (agreement.state !== 'open') return 'nothing';
  const { version } = textOf(agreement);
  const declined = agreement.declined.some((one) => one.team === viewer?.team && one.version === version);
  return offersOf(view, viewer, agreement).sign && !declined ? 'you' : 'others';
}

// Whether a joint document waits for this seat's signature.
export function documentWaits(view: View, viewer: Viewer | undefined, document: JointDocument): boolean {
  return (
    view.phase === 'running' &&
    viewer?.team !== undefined &&
    document.state === 'frozen' &&
    document.parties.includes(viewer.team) &&
    mayBind(view, viewer, 'agreement.sign') &&
    !document.signatures.some((one) => one.team === viewer.team)
  );
}

// How many texts wait for this seat to sign.
export function waitingForMe(view: View, viewer: Viewer | undefined): number {
  const agreements = Object.values(view.agreements).filter((one) => waitsFor(view, viewer, one) === 'you');
  const documents = Object.values(view.documents).filter((one) => documentWaits(view, viewer, one));
  return agreements.length + documents.length;
}
