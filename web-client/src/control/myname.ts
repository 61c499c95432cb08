// What the facilitator at this browser is called, kept for the next time they sign in here.

const key = 'startex.facilitator';

export const keptName = (): string => localStorage.getItem(key) ?? '';

export const keepName = (name: string): void => localStorage.setItem(key, name);
