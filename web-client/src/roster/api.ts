// HTTP calls of the class list and its personal codes.
import { json, request } from '../api';

export interface RosterTeam {
  id: string;
  name: string;
  seats: { id: string; title: string }[];
}

export interface RosterPerson {
  id: string;
  name: string;
  email?: string;
  role: 'participant' | 'observer' | 'evaluator';
  team?: string;
  seat?: string;
  code?: string;
  state: 'waiting' | 'in' | 'revoked';
}

export interface RosterList {
  title: string;
  teams: RosterTeam[];
  people: RosterPerson[];
}

export interface RosterFault {
  line: number;
  column?: string;
  message: string;
}

export interface RosterPreview {
  people: { name: string; email: string; role: string; team: string; seat: string; known: boolean }[];
  added: number;
  ignored: string[];
  encoding: string;
  faults: RosterFault[];
}

const of = (id: string) => `/api/exercises/${encodeURIComponent(id)}`;

export const roster = {
  list: (id: string) => json<RosterList>('GET', `${of(id)}/roster`),
  // What the list would do: faults too, and nobody is added.
  preview: (id: string, csv: BodyInit) => send(`${of(id)}/roster?dry=1`, csv),
  add: (id: string, csv: BodyInit) => send(`${of(id)}/roster`, csv),
  csvUrl: (id: string) => `${of(id)}/roster?format=csv&scheme=${location.protocol === 'https:' ? 'https' : 'http'}`,
  reissue: (id: string, code: string) =>
    json<{ id: string; code: string }>('POST', `${of(id)}/codes/${encodeURIComponent(code)}`, {}),
  revoke: (id: string, code: string) => request('DELETE', `${of(id)}/codes/${encodeURIComponent(code)}`),
};

async function send(path: string, csv: BodyInit): Promise<RosterPreview> {
  return (await request('POST', path, csv, 'text/csv')).json() as Promise<RosterPreview>;
}
