// Short notices that go by themselves: what was refused, what was done.
import { refusalText } from '../i18n/i18n.svelte';

export interface Notice {
  id: number;
  kind: 'good' | 'bad';
  text: string;
}

export const notices = $state<Notice[]>([]);
let next = 1;

export function notify(kind: Notice['kind'], text: string): void {
  const id = next++;
  notices.push({ id, kind, text });
  setTimeout(() => dismiss(id), kind === 'bad' ? 8000 : 4000);
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id);
  if (at >= 0) notices.splice(at, 1);
}

// Does something, and says what was refused. True when it was done.
export async function attempt(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    notify('bad', refusalText(error));
    return false;
  }
}
