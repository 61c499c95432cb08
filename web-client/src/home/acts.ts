// What the menu of an exercise in the list offers beside its links.
export type Act = 'share' | 'roster' | 'review' | 'copy' | 'rename' | 'archive' | 'unarchive' | 'delete';
