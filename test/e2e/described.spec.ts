import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { inBoth, meanings } from '../../src/commands/meanings';
import { Served } from './served';

type Node = { readonly [key: string]: unknown };

const IN_BOTH = /^.*\p{Script=Han}.* · .*[a-z]/u;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function sourcesOf(folder: string): readonly string[] {
  const path = join(__dirname, '../..', folder);
  return readdirSync(path).map((file) => readFileSync(join(path, file), 'utf8'));
}

describe('what a developer reads at /docs/openapi.json', () => {
  let served: Served;
  let document: OpenAPIObject;
  let operations: readonly { readonly at: string; readonly operation: Node }[];
  beforeAll(async () => {
    served = await Served.start();
    document = (await served.ask('GET', '/docs/openapi.json')).body as unknown as OpenAPIObject;
    operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item as Node).flatMap(([method, operation]) => (isNode(operation) ? [{ at: `${method} ${path}`, operation }] : [])));
  });
  afterAll(() => served.stop());

  /** Every property of a body, wherever in it that stands; each named schema once. */
  function propertiesOf(node: unknown, at: string, known: Set<string>): readonly { readonly at: string; readonly property: Node }[] {
    if (!isNode(node)) return [];
    const { $ref, properties, ...more } = node;
    if (typeof $ref === 'string') {
      const name = $ref.replace('#/components/schemas/', '');
      if (known.has(name)) return [];
      known.add(name);
      return propertiesOf(document.components?.schemas?.[name], name, known);
    }
    const own = isNode(properties) ? Object.entries(properties).map(([name, property]) => ({ at: `${at}.${name}`, property: property as Node })) : [];
    return [...own, ...own.flatMap((one) => propertiesOf(one.property, one.at, known)), ...Object.values(more).flatMap((inner) => propertiesOf(inner, at, known))];
  }

  it('says of every property of a request body what it is, in both languages', () => {
    const known = new Set<string>();
    const properties = operations.flatMap(({ at, operation }) => propertiesOf(operation['requestBody'], at, known));
    expect(properties.length).toBeGreaterThan(850);
    expect(properties.filter(({ property }) => !IN_BOTH.test(String(property['description']))).map(({ at }) => at)).toEqual([]);
  });

  it('says of every parameter what it is, in both languages', () => {
    const parameters = operations.flatMap(({ at, operation }) => ((operation['parameters'] ?? []) as readonly Node[]).map((parameter) => ({ at: `${at} ${String(parameter['name'])}`, parameter })));
    expect(parameters.length).toBeGreaterThan(900);
    expect(parameters.filter(({ parameter }) => !IN_BOTH.test(String(parameter['description']))).map(({ at }) => at)).toEqual([]);
  });

  it('shows what every query answers', () => {
    const queries = operations.filter(({ at }) => at.startsWith('get '));
    const shapeless = ({ operation }: { readonly operation: Node }): boolean => {
      const { content } = (operation['responses'] as Node)['200'] as Node;
      return !isNode(content) || Object.values(content).some((type) => !isNode((type as Node)['schema']));
    };
    expect(queries.length).toBeGreaterThan(60);
    expect(queries.filter(shapeless).map(({ at }) => at)).toEqual([]);
  });

  // Swagger names a schema after its class, and of two classes of one name shows the fields of one.
  it('has one class for the name of a schema', () => {
    const named = ['src/commands', 'src/http'].flatMap(sourcesOf).flatMap((source) => [...source.matchAll(/^(?:export )?class (\w+)/gmu)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(300);
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });

  it('has each text from one place: a meaning is shared, and what one field means is written once', () => {
    const shown = JSON.stringify(document);
    expect(Object.entries(meanings).filter(([, meaning]) => shown.split(JSON.stringify(inBoth(meaning)).slice(1, -1)).length < 3).map(([name]) => name)).toEqual([]);
    const written = sourcesOf('src/commands').flatMap((source) => [...source.matchAll(/(?:means|^ {2}\w+): (\{ zh: '(?:[^'\\]|\\.)*', en: '(?:[^'\\]|\\.)*' \})/gmu)].map(([, text]) => text));
    expect(written.length).toBeGreaterThan(400);
    expect(written.filter((text, index) => written.indexOf(text) !== index)).toEqual([]);
  });
});
