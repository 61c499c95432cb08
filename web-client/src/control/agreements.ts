// What control can do to an agreement in its state, and what control must be told about agreements and by rules.
import { textOf, type Agreement } from '../agreements/fold';
import { teamName, type View } from '../fold';
import { t } from '../i18n/i18n.svelte';
import { levelTitle } from '../posture/fold';

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

export interface Alert {
  n: number; // of the event that it tells of; with `key`, its own
  key: string;
  kind: 'breach' | 'notice';
  at: string;
  text: string;
  agreement?: string;
}

// Breaches of agreements and what rules tell control, latest first.
export function alertsOf(view: View): Alert[] {
  const breaches = Object.values(view.agreements).flatMap((agreement) => {
    const text = textOf(agreement);
    return Object.entries(agreement.standing).flatMap(([id, standing]) =>
      standing.breaches.map((breach): Alert => {
        const commitment = text.commitments.find((one) => one.commitment === id);
        const dimension = view.dimensions[commitment?.dimension ?? ''];
        return {
          n: breach.n,
          key: `${breach.n} ${id}`,
          kind: 'breach',
          at: breach.at,
          agreement: agreement.id,
          text: t('control.alert.breach', {
            who: breach.team === null ? t('control.posture.shared') : teamName(view, breach.team),
            what: commitment?.dimensionTitle ?? '',
            level: levelTitle(dimension, breach.level),
            title: text.title,
          }),
        };
      }),
    );
  });
  const notices = Object.values(view.effects).flatMap((effect) =>
    effect.firings.flatMap((firing) =>
      firing.did
        .filter((deed) => 'notice' in deed)
        .map((deed, i): Alert => ({
          n: firing.n,
          key: `${firing.n} ${i}`,
          kind: 'notice',
          at: firing.at,
          text: String(deed.notice),
        })),
    ),
  );
  return [...breaches, ...notices].sort((a, b) => b.n - a.n);
}
