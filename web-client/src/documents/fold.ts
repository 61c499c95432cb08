// What this viewer knows of joint documents: clauses with their authors and earlier texts, who works where, what is
// suggested, and what was published.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export interface ClauseText {
  version: number;
  text: string | null; // null: struck
  by: By;
  at: string;
}

export interface DocumentClause {
  clause: string;
  text: string;
  version: number;
  by: By; // who wrote it so
  at: string; // when
  claim?: { seat: string; name?: string; wall: string };
  earlier: ClauseText[];
}

export interface Suggestion {
  suggestion: string;
  clause: string;
  version: number;
  text: string;
  reason?: string;
  by: By;
  n: number;
}

export interface Published {
  title: string;
  parties: string[];
  clauses: string[];
  signatures: { team: string; seat: string; name: string }[];
  at: string;
}

export interface JointDocument {
  id: string;
  n: number;
  title: string;
  parties: string[];
  state: 'open' | 'frozen' | 'published';
  edition: number;
  clauses: DocumentClause[];
  struck: DocumentClause[];
  suggestions: Suggestion[]; // open ones
  signatures: { team: string; seat: string; name: string; edition: number }[];
  published?: Published;
  changedWall: string;
}

export interface DocumentsSlice {
  documents: Record<string, JointDocument>;
}

export const emptyDocuments = (): DocumentsSlice => ({ documents: {} });

type Data = Event['data'];

const known =
  (act: (document: JointDocument, data: Data, event: Event) => void) =>
  (view: DocumentsSlice, event: Event): void => {
    const document = view.documents[event.data.document];
    if (!document) return;
    act(document, event.data, event);
    document.changedWall = event.wall;
  };

// Another text for a clause, a new clause, or none.
function write(document: JointDocument, { clause, text, version, after }: Data, event: Event): void {
  const found = document.clauses.find((one) => one.clause === clause);
  if (found) {
    found.earlier.push({ version: found.version, text: found.text, by: found.by, at: found.at });
    Object.assign(found, { version, by: event.by, at: event.at, claim: undefined });
    if (text === null) {
      document.clauses = document.clauses.filter((one) => one !== found);
      document.struck.push(found);
    } else found.text = text;
  } else if (text !== null) {
    const at = document.clauses.findIndex((one) => one.clause === after);
    document.clauses.splice(at + 1, 0, { clause, text, version, by: event.by, at: event.at, earlier: [] });
  }
}

const drop = (document: JointDocument, suggestion: string): void => {
  document.suggestions = document.suggestions.filter((one) => one.suggestion !== suggestion);
};

export const documentHandlers: Handlers<DocumentsSlice> = {
  'document.opened': (view, event) => {
    const { document, title, parties, clauses } = event.data;
    view.documents[document] = {
      id: document,
      n: event.n,
      title,
      parties,
      state: 'open',
      edition: 0,
      clauses: clauses.map((one: { clause: string; text: string; version: number }) => ({
        ...one,
        by: event.by,
        at: event.at,
        earlier: [],
      })),
      struck: [],
      suggestions: [],
      signatures: [],
      changedWall: event.wall,
    };
  },
  'document.claimed': known((document, { clause, seat }, event) => {
    const found = document.clauses.find((one) => one.clause === clause);
    if (found) found.claim = { seat, name: event.by.name, wall: event.wall };
  }),
  'document.unclaimed': known((document, { clause }) => {
    const found = document.clauses.find((one) => one.clause === clause);
    if (found) found.claim = undefined;
  }),
  'document.edited': known(write),
  'document.suggested': known((document, { suggestion, clause, version, text, reason }, event) => {
    document.suggestions.push({ suggestion, clause, version, text, reason, by: event.by, n: event.n });
  }),
  'document.accepted': known((document, data, event) => {
    write(document, data, event);
    drop(document, data.suggestion);
  }),
  'document.dismissed': known((document, data) => drop(document, data.suggestion)),
  'document.frozen': known((document, { edition }) => {
    Object.assign(document, { state: 'frozen', edition, signatures: [] });
    for (const clause of document.clauses) clause.claim = undefined;
  }),
  'document.thawed': known((document) => Object.assign(document, { state: 'open', signatures: [] })),
  'document.signed': known((document, { team, edition }, event) => {
    document.signatures.push({ team, edition, seat: event.by.seat ?? '', name: event.by.name ?? '' });
  }),
  'document.published': (view, event) => {
    const { document, title, parties, clauses, signatures } = event.data;
    const found = (view.documents[document] ??= {
      id: document,
      n: event.n,
      title,
      parties,
      state: 'published',
      edition: 1,
      clauses: [],
      struck: [],
      suggestions: [],
      signatures: [],
      changedWall: event.wall,
    });
    found.state = 'published';
    found.published = { title, parties, clauses, signatures, at: event.at };
    found.changedWall = event.wall;
  },
};
