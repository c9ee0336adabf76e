import { ConfigError, readConfig } from './config';

describe('configuration', () => {
  it('is embedded on loopback by default', () => {
    expect(readConfig({})).toMatchObject({ profile: 'embedded', bind: '127.0.0.1', port: 3000, demonstration: true });
  });

  it('is a cluster only with both stores, and plays no demonstration there unless asked', () => {
    const env = { ECHELON_EVENT_STORE: 'esdb://127.0.0.1:2113?tls=false', ECHELON_READ_MODELS: 'mongodb://127.0.0.1:27017' };
    expect(readConfig(env)).toMatchObject({ profile: 'cluster', demonstration: false });
    expect(readConfig(env, { demo: true }).demonstration).toBe(true);
    expect(() => readConfig({ ECHELON_EVENT_STORE: env.ECHELON_EVENT_STORE })).toThrow(ConfigError);
  });

  it('refuses to leave loopback without an issuer, and says what to change in both languages', () => {
    const start = () => readConfig({ ECHELON_BIND: '0.0.0.0' });
    expect(start).toThrow(/ECHELON_ISSUER/);
    expect(start).toThrow(expect.objectContaining({ zh: expect.stringContaining('ECHELON_ISSUER') }));
    expect(readConfig({ ECHELON_BIND: '0.0.0.0', ECHELON_ISSUER: 'https://id.example' }).bind).toBe('0.0.0.0');
  });

  it('takes an empty first officer for none', () => {
    expect(readConfig({ ECHELON_FIRST_OFFICER: '' }).firstOfficer).toBeUndefined();
  });

  it('takes a file or an encrypted address for notices, an open one on this machine alone', () => {
    expect(readConfig({}).notices).toBeUndefined();
    expect(readConfig({ ECHELON_NOTICES: '' }).notices).toBeUndefined();
    expect(readConfig({ ECHELON_NOTICES: 'file:/var/spool/n.jsonl' }).notices).toEqual({ kind: 'FILE', path: '/var/spool/n.jsonl' });
    expect(readConfig({ ECHELON_NOTICES: 'https://hook.example/n' }).notices).toEqual({ kind: 'WEBHOOK', url: 'https://hook.example/n' });
    expect(readConfig({ ECHELON_NOTICES: 'http://127.0.0.1:9/n' }).notices).toMatchObject({ kind: 'WEBHOOK' });
    for (const wrong of ['http://hook.example/n', 'file:', 'mail:office', 'n.jsonl']) expect(() => readConfig({ ECHELON_NOTICES: wrong })).toThrow(expect.objectContaining({ zh: expect.stringContaining('ECHELON_NOTICES') }));
  });

  it('refuses a port that is none', () => {
    expect(() => readConfig({ ECHELON_PORT: '70000' })).toThrow(/ECHELON_PORT/);
  });
});
