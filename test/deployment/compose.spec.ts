import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/config';

interface Service {
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly environment?: { readonly [name: string]: string | null };
}

const { services } = parse(readFileSync(join(__dirname, '../../docker-compose.yml'), 'utf8')) as { readonly services: { readonly [name: string]: Service } };

/** What Compose puts in for `${NAME}`, `${NAME:-default}` and `${NAME:?what to set}`. */
function filledIn(text: string, given: { readonly [name: string]: string }): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest = '') => {
    const value = given[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${String(rest)}`);
    return kind === '-' ? String(rest) : '';
  });
}

const given = { ECHELON_ISSUER: 'https://identity.example/', ECHELON_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const environment = (values: { readonly [name: string]: string }) => Object.fromEntries(Object.entries(services['echelon']?.environment ?? {}).map(([name, value]) => [name, filledIn(value ?? '', values)]));

describe('docker-compose.yml', () => {
  it('takes the long-term line of EventStoreDB and MongoDB 7', () => {
    expect(Object.values(services).flatMap(({ image }) => image ?? []).sort()).toEqual(['eventstore/eventstore:24.10', 'mongo:7']);
  });

  it('publishes ports on loopback only, and none of the stores', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, filledIn(port, {})]));
    expect(published).toEqual([['echelon', '127.0.0.1:3000:3000']]);
  });

  it('gives Echelon settings that it knows, and together a cluster', () => {
    const asked = new Set<string | symbol>();
    const env = environment(given);
    const config = readConfig(new Proxy<NodeJS.ProcessEnv>(env, { get: (target, name) => (asked.add(name), typeof name === 'string' ? target[name] : undefined) }));

    expect(Object.keys(env).length).toBeGreaterThan(5);
    expect(Object.keys(env).filter((name) => !asked.has(name))).toEqual([]);
    expect(config).toMatchObject({ profile: 'cluster', port: 3000, issuer: given.ECHELON_ISSUER, masterKey: given.ECHELON_MASTER_KEY, data: '/var/lib/echelon', demonstration: false });
    const hostOf = (url: string) => new URL(url.replace(/^\w+:/, 'http:')).hostname;
    for (const store of [config.eventStore, config.readModels]) expect(Object.keys(services)).toContain(hostOf(store));
  });

  it.each(Object.keys(given))('does not start without %s', (name) => {
    expect(() => environment({ ...given, [name]: '' })).toThrow(name);
  });
});
