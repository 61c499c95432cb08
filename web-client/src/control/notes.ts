// What stands beside an item that waits: what it is, what it costs and needs, and whose it is.
import { textOf } from '../agreements/fold';
import { teamName } from '../fold';
import { t } from '../i18n/i18n.svelte';
import type { Names } from './names';
import type { WaitingItem } from './queue';
import { leadTimeMs } from './spans';

export function itemTitle(names: Names, item: WaitingItem): string {
  if (item.kind === 'message') return t('queue.message', { channel: item.title });
  if (item.kind === 'posture') return item.title;
  if (item.kind === 'rfi')
    return t('queue.asks', {
      to: item.to === 'control' ? t('control.common.control') : names.sender(item.to ?? ''),
    });
  return t(`queue.of.${item.kind}`, { title: item.title });
}

export function leadText(names: Names, leadTime: string | undefined): string {
  const lead = leadTimeMs(leadTime);
  return lead === undefined || lead === 0 ? t('queue.atOnce') : t('queue.lead', { span: names.span(lead) });
}

export function costText(names: Names, cost: { indicator: string; amount: number }): string {
  const meter = names.view.indicators[cost.indicator];
  return t('queue.cost', {
    amount: cost.amount,
    what: meter?.title ?? cost.indicator,
    left: meter === undefined ? '–' : String(meter.value),
  });
}

function postureNote(names: Names, item: WaitingItem): string[] {
  const parts: string[] = [];
  if (item.unseconded) parts.push(t('queue.unseconded'));
  parts.push(leadText(names, item.leadTime));
  if (item.locked) parts.push(t('queue.locked'));
  if (item.cost) parts.push(costText(names, item.cost));
  if (item.requirement) parts.push(t('queue.requires', { what: item.requirement }));
  if (item.visibility === 'public' || item.visibility === 'allies' || item.visibility === 'team')
    parts.push(`${t('queue.visibility')}: ${t(`queue.visibility.${item.visibility}`)}`);
  if (item.ruledBy !== undefined && item.ruledBy !== 'control')
    parts.push(t('queue.ruledBy', { seat: names.places([item.ruledBy]) }));
  return parts;
}

function agreementNote(names: Names, item: WaitingItem): string[] {
  const agreement = names.view.agreements[item.id];
  if (!agreement) return [];
  return [
    t(`queue.agreement.${item.state ?? 'held'}`),
    agreement.parties.map((team) => teamName(names.view, team)).join(', '),
    t('queue.version', { version: textOf(agreement).version }),
  ];
}

function actionNote(names: Names, item: WaitingItem): string[] {
  const action = names.view.actions[item.id];
  if (!action) return [];
  const count = Object.keys(action.estimates).length;
  return [
    t('queue.intent', { intent: action.intent }),
    ...(action.arguments.length > 0 ? [t('queue.arguments', { count: action.arguments.length })] : []),
    ...(action.called ? [t('queue.estimates', { count })] : []),
  ];
}

function requestNote(item: WaitingItem): string[] {
  return [
    ...(item.overdue ? [t('queue.overdue')] : []),
    ...(item.claimed ? [t('queue.claimed', { name: item.claimedBy ?? t('control.common.control') })] : []),
  ];
}

export function itemNote(names: Names, item: WaitingItem): string {
  const parts = {
    message: () => (item.mode === 'delayed' ? [t('queue.delayed')] : []),
    posture: () => postureNote(names, item),
    agreement: () => agreementNote(names, item),
    action: () => actionNote(names, item),
    rfi: () => requestNote(item),
    press: () => [],
  }[item.kind]();
  return parts.join(' · ');
}
