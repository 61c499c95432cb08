// Copies a text. Without a secure context there is no clipboard for pages: then the text is selected in `field` for the
// person to copy, and false says so.
export async function copyText(text: string, field?: HTMLInputElement): Promise<boolean> {
  try {
    if (typeof navigator.clipboard?.writeText === 'function') {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by the browser's settings: by hand then.
  }
  if (field) {
    field.value = text;
    field.focus();
    field.select();
  }
  return false;
}
