import { describe, expect, it } from 'vitest';
import { StartError } from '../start-error.ts';
import { portsToOpen, readSettings, type StackSettings } from './settings.ts';

function read(env: Record<string, string> = {}, argv: string[] = []): StackSettings {
  const settings = readSettings({ mode: 'start', argv, env, rootDir: '/project' });
  if (settings === null) throw new Error('settings were expected');
  return settings;
}

describe('readSettings', () => {
  it('has a default for everything', () => {
    const settings = read();
    expect(settings.homeDir).toBe('/project/.leeway');
    expect(settings.webUrl).toBe('http://localhost:3000');
    expect(settings.withDemo).toBe(true);
    expect(portsToOpen(settings.env, true).map(({ port }) => port)).toEqual([3000, 4300, 4310, 5433, 9095]);
  });

  it('takes an empty setting for none', () => {
    expect(read({ DATABASE_URL: '', LEEWAY_WEB_PORT: '' }).env.DATABASE_URL).toBeUndefined();
  });

  it('opens no port for what is given from outside or switched off', () => {
    const { env, withDemo } = read({ DATABASE_URL: 'postgres://u:p@db/leeway', KAFKA_BROKERS: 'a:9092, b:9092' }, [
      '--no-demo',
    ]);
    expect(portsToOpen(env, withDemo).map(({ setting }) => setting)).toEqual(['LEEWAY_WEB_PORT', 'WORKER_PORT']);
    expect(env.KAFKA_BROKERS).toEqual(['a:9092', 'b:9092']);
  });

  it('follows the port unless the address is given', () => {
    expect(read({ LEEWAY_WEB_PORT: '8080' }).webUrl).toBe('http://localhost:8080');
    expect(read({ LEEWAY_WEB_URL: 'https://leeway.example.org/' }).webUrl).toBe('https://leeway.example.org');
  });

  it('names every wrong setting at once', () => {
    const wrong = { LEEWAY_WEB_PORT: '70000', KAFKA_BROKERS: 'no-port', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' };
    expect(() => read(wrong)).toThrow(StartError);
    for (const name of Object.keys(wrong)) expect(() => read(wrong)).toThrow(new RegExp(`^${name}: `, 'mu'));
  });

  it('refuses two services on one port', () => {
    expect(() => read({ LEEWAY_WEB_PORT: '9095' })).toThrow('LEEWAY_WEB_PORT and LEEWAY_KAFKA_PORT are both 9095');
    expect(() => read({ LEEWAY_WEB_PORT: '4310' }, ['--no-demo'])).not.toThrow();
  });

  it('refuses an unknown argument and shows the usage', () => {
    expect(() => read({}, ['--demo'])).toThrow(StartError);
    expect(readSettings({ mode: 'start', argv: ['--help'], env: {}, rootDir: '/' })).toBeNull();
  });
});
