// How people get in: what stands on the share sheet.

export interface ShareCard {
  id: string; // a team, "observer" or "evaluator"
  name: string | undefined; // a team's own name
  code: string;
}

// Teams in the order of the scenario, then observers and evaluators.
export function cardsOf(
  codes: Readonly<Record<string, string>>,
  teams: readonly { id: string; name: string }[],
): ShareCard[] {
  const known = teams.map((team) => team.id);
  const rank = (id: string) =>
    known.includes(id) ? known.indexOf(id) : id === 'observer' ? 1000 : id === 'evaluator' ? 1001 : 999;
  return Object.entries(codes)
    .map(([id, code]) => ({ id, code, name: teams.find((team) => team.id === id)?.name }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}

// KX7P-2M4Q: in fours, as it is read aloud.
export function displayCode(code: string): string {
  return (
    code
      .replaceAll('-', '')
      .match(/.{1,4}/g)
      ?.join('-') ?? code
  );
}

// The code stands behind the #, where it reaches neither a server's log nor a Referer.
export function joinLink(origin: string, code: string): string {
  return `${origin}/j#${code.replaceAll('-', '')}`;
}

// An address that nobody else in the room can open.
export function isLoopback(origin: string): boolean {
  const host = new URL(origin).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host);
}
