import { describe, expect, it } from 'vitest';
import { strengthOf } from './strength';

describe('the strength of a password', () => {
  it.each([
    ['', 0],
    ['short', 0],
    ['aaaaaaaaaaaaaa', 1],
    ['1234567890', 1],
    ['Password123', 1],
    ['demo-demo', 1],
    ['kitchen table', 2],
    ['correct horse battery', 3],
    ['v9#Lq!2xTe$w', 3],
  ])('of %j is %i', (password, strength) => {
    expect(strengthOf(password)).toBe(strength);
  });

  it('counts nothing that is known of its owner', () => {
    const about = ['Mara Lindqvist', 'mara@harbour.example'];
    expect(strengthOf('maralindqvist77', about)).toBe(1);
    expect(strengthOf('Lindqvist-Harbour', about)).toBe(1);
  });
});
