// What somebody has begun to write of a new joint document.
export interface NewDocument {
  title: string;
  parties: string[];
  clause: string;
}

export const emptyDocument = (): NewDocument => ({ title: '', parties: [], clause: '' });
