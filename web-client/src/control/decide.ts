// What the keys and buttons of the queue do with each kind of item: let it through, open it, or give it back.
import type { Desk } from './desk.svelte';
import type { WaitingItem } from './queue';

export interface Decision {
  word: string; // last part of the button's key
  method?: string; // none: a dialog opens
  params?: Record<string, unknown>;
}

// Key `a`, the first button.
export function approvalOf(item: WaitingItem): Decision {
  const { id } = item;
  switch (item.kind) {
    case 'message':
      return { word: 'approve', method: 'message.approve', params: { message: id } };
    case 'press':
      return { word: 'publish', method: 'press.approve', params: { statement: id } };
    case 'posture':
      return item.unseconded
        ? { word: 'waive', method: 'posture.second', params: { proposal: id } }
        : { word: 'approve', method: 'posture.rule', params: { proposal: id, ruling: 'approve' } };
    case 'agreement':
      return item.state === 'held'
        ? { word: 'release', method: 'agreement.release', params: { agreement: id } }
        : { word: 'confirm', method: 'agreement.confirm', params: { agreement: id } };
    case 'action':
      return { word: 'decide' };
    case 'rfi':
      return { word: 'answer' };
  }
}

// Key `e`, the second button: a dialog, or what is done before the decision.
export function editOf(item: WaitingItem): Decision | undefined {
  const { id } = item;
  switch (item.kind) {
    case 'message':
      return { word: 'edit' };
    case 'posture':
      return item.unseconded ? undefined : { word: 'modify' };
    case 'agreement':
      return { word: 'read' };
    case 'action':
      return item.called ? undefined : { word: 'call', method: 'action.call', params: { action: id } };
    case 'rfi':
      return item.claimed ? undefined : { word: 'claim', method: 'rfi.claim', params: { rfi: id } };
    case 'press':
      return undefined;
  }
}

// Key `x`: back to who sent it, with the reason. An action or a request is answered, not given back.
export function returnOf(item: WaitingItem): Decision | undefined {
  switch (item.kind) {
    case 'message':
      return { word: 'return', method: 'message.reject', params: { message: item.id } };
    case 'press':
      return { word: 'return', method: 'press.reject', params: { statement: item.id } };
    case 'posture':
      return { word: 'deny', method: 'posture.rule', params: { proposal: item.id, ruling: 'deny' } };
    case 'agreement':
      return { word: 'return', method: 'agreement.return', params: { agreement: item.id } };
    default:
      return undefined;
  }
}

export function doApprove(desk: Desk, item: WaitingItem): Promise<boolean> {
  const { method, params } = approvalOf(item);
  if (method !== undefined) return desk.decide(item.id, method, params);
  desk.openEdit(item);
  return Promise.resolve(true);
}

export function doEdit(desk: Desk, item: WaitingItem): Promise<boolean> {
  const decision = editOf(item);
  if (decision?.method !== undefined) return desk.act(item.id, decision.method, decision.params);
  if (decision !== undefined) desk.openEdit(item);
  return Promise.resolve(true);
}
