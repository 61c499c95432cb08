// Uploads a scenario document. The server is the judge of it: what it finds wrong is told in full.
import type { Fault } from '../api';

export type Uploaded = { id: string } | { faults: readonly Fault[]; hint: string };

export async function uploadScenario(text: string): Promise<Uploaded> {
  let response: Response;
  try {
    response = await fetch('/api/scenarios', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: text,
    });
  } catch {
    return { faults: [], hint: '' };
  }
  const answer = (await response.json().catch(() => ({}))) as { id?: string; faults?: Fault[]; hint?: string };
  if (response.ok && answer.id !== undefined) return { id: answer.id };
  return { faults: answer.faults ?? [], hint: answer.hint ?? '' };
}
