// Key b marks this moment, on every screen of who may: only where nobody is typing.
import { isComposing } from '../ui/ime';

export function isBookmarkKey(event: KeyboardEvent): boolean {
  if (event.key !== 'b' || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
    return false;
  const target = event.target as Element | null;
  return !target?.closest?.('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"]');
}
