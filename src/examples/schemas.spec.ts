import Ajv from 'ajv';
import { leafValues, programmeSchema, sampleSchema } from '../domain/rules/programme-schema';
import { workedExampleSchema } from './worked-example-schema';

describe('the schemas of the files', () => {
  const ajv = new Ajv({ logger: false });

  // The readers compile them without asking.
  it.each([['programme.yaml', programmeSchema], ['sample.yaml', sampleSchema], ['a worked example', workedExampleSchema], ...Object.entries(leafValues)] as const)('%s is one by draft 7', (_name, schema) => {
    expect([ajv.validateSchema(schema), ajv.errors ?? []]).toEqual([true, []]);
  });

  it('one that is none is told', () => {
    expect(ajv.validateSchema({ type: 'strnig' })).toBe(false);
  });
});
