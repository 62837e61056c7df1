import { describe, expect, it } from 'vitest';
import { deviceOf } from './device';

const agents: [string, string | null, string | null][] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    'Edge',
    'Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15',
    'Firefox',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
  ],
  ['curl/8.5.0', 'curl', null],
  ['', null, null],
];

describe('a device', () => {
  it.each(agents)('is told from %j', (agent, browser, system) => {
    expect(deviceOf(agent)).toMatchObject({ browser, system });
  });

  it('knows what is carried along', () => {
    expect(deviceOf(agents[2]?.[0] ?? '').mobile).toBe(true);
    expect(deviceOf(agents[0]?.[0] ?? '').mobile).toBe(false);
  });
});
