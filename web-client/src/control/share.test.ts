import { describe, expect, it } from 'vitest';
import { cardsOf, displayCode, isLoopback, joinLink } from './share';

describe('the share sheet', () => {
  it('shows the teams in the order of the scenario, then observers and evaluators', () => {
    const codes = { evaluator: 'AAAABBBBCCCC', jp: 'KX7P2M4Q', observer: '22223333', us: '44445555' };
    const teams = [
      { id: 'us', name: 'United States' },
      { id: 'jp', name: 'Japan' },
    ];
    expect(cardsOf(codes, teams).map((card) => card.id)).toEqual(['us', 'jp', 'observer', 'evaluator']);
    expect(cardsOf(codes, teams)[1]?.name).toBe('Japan');
  });

  it('writes codes in fours', () => {
    expect(displayCode('KX7P2M4Q')).toBe('KX7P-2M4Q');
    expect(displayCode('AAAA-BBBB-CCCC')).toBe('AAAA-BBBB-CCCC');
  });

  it('keeps the code out of what a server is asked for', () => {
    const link = new URL(joinLink('http://10.0.0.7:8080', 'KX7P-2M4Q'));
    expect(link.pathname).toBe('/j');
    expect(link.hash).toBe('#KX7P2M4Q');
  });

  it('knows an address that only this machine can open', () => {
    expect(isLoopback('http://127.0.0.1:8080')).toBe(true);
    expect(isLoopback('http://localhost')).toBe(true);
    expect(isLoopback('http://[::1]:8080')).toBe(true);
    expect(isLoopback('https://startex.example.org')).toBe(false);
  });
});
