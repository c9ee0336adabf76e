import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isBusinessDate } from '../domain/dates';

type Schema = { readonly [key: string]: unknown };
const text: Schema = { type: 'string', minLength: 1, maxLength: 400 };
const texts: Schema = { type: 'array', minItems: 1, items: text };
const day: Schema = { type: 'string', format: 'businessDate' };
const moment: Schema = { type: 'string', format: 'businessMoment' };
const whole: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const anything: Schema = { type: 'object' };

function closed(properties: { readonly [key: string]: Schema }, required: readonly string[] = []): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}
/** A map, or a list of them: `if` looks at the kind alone, so that what is told is what is wrong with the one that was meant. */
function oneOrMany(one: Schema): Schema {
  return { if: { type: 'array' }, then: { type: 'array', minItems: 1, items: one }, else: one };
}

const acting: Schema = { if: { type: 'object', required: ['clerkOf'] }, then: closed({ clerkOf: text }, ['clerkOf']), else: closed({ person: text, post: text, org: text }, ['person']) };
const events: Schema = { if: { type: 'array' }, then: { type: 'array', items: text }, else: { type: 'object', additionalProperties: whole } };
const historyLine: Schema = { if: { type: 'string' }, then: text, else: closed({ event: text, on: day, clause: text, number: text, corrects: flag, data: anything, personal: { type: ['object', 'null'] } }, ['event']) };
const then = closed(
  {
    asOf: day,
    asKnown: moment,
    roster: oneOrMany(closed({ teacher: text, tier: text, track: text, unit: text, stage: text, subject: text, status: text, round: text, underReview: { const: true }, size: whole, teachers: { type: 'array', items: text }, row: anything })),
    pyramid: { type: 'object', additionalProperties: whole },
    history: { type: 'object', additionalProperties: { type: 'array', items: historyLine } },
    teachers: { type: 'object', additionalProperties: anything },
    round: { type: 'object', additionalProperties: anything },
    figures: { type: 'object', additionalProperties: anything },
    targets: { type: 'object', additionalProperties: anything },
    compliance: { type: 'object', additionalProperties: anything },
    funds: { type: 'object', additionalProperties: anything },
    equity: { type: 'object', additionalProperties: anything },
    parties: { type: 'object', additionalProperties: anything },
    gates: { type: 'object', additionalProperties: anything },
    supervision: { type: 'object', additionalProperties: anything },
    funnel: { type: 'object', additionalProperties: anything },
    studios: { type: 'object', additionalProperties: anything },
    mentors: { type: 'object', additionalProperties: anything },
    of: text,
    legacy: { type: 'array', minItems: 1, items: closed({ name: text, level: text, unit: text, titles: whole, persons: whole }, ['titles', 'persons']) },
    posted: { type: 'object', additionalProperties: anything },
    conflicts: { type: 'object', additionalProperties: { type: 'array', items: anything } },
    audit: { type: 'array', minItems: 1, items: closed({ actor: text, enteredBy: text, subject: text, round: text, type: text, clause: text, size: whole }, ['size']) },
    training: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: ['object', 'null'] } } },
    terms: { type: 'object', additionalProperties: { type: 'array', items: anything } },
    office: { type: 'object', additionalProperties: { type: 'array', items: anything } },
  },
  ['asOf'],
);
const mark: Schema = { if: { type: 'object' }, then: { type: 'object', additionalProperties: { type: 'number' } }, else: { type: 'number' } };
const asked: { readonly [key: string]: Schema } = {
  on: moment,
  recorded: moment,
  as: acting,
  do: text,
  with: anything,
  name: text,
  each: { type: 'array', minItems: 1, items: { type: ['string', 'object'] } },
  marks: closed({ best: texts, from: { type: 'number' }, step: { type: 'number' }, each: { type: 'object', additionalProperties: mark } }),
};
const step = closed(
  {
    ...asked,
    together: { type: 'array', minItems: 2, items: closed({ as: acting, do: text, with: anything }, ['as', 'do']) },
    accepted: whole,
    expect: events,
    refused: closed({ rule: text, clause: text, inputs: anything, personal: anything }, ['rule']),
    result: anything,
    then: oneOrMany(then),
  },
  ['on'],
);
const finishedRound = closed(
  { name: text, called: closed({ zh: text, en: text }, ['zh', 'en']), tier: text, track: text, opened: day, bornOnOrAfter: day, stages: texts, ranked: texts, awardSeats: whole, conferredOn: day, number: text },
  ['name', 'tier', 'track', 'opened', 'bornOnOrAfter', 'ranked', 'awardSeats', 'conferredOn', 'number'],
);

/** What a worked example may hold; docs/programme-format.md says what it means. */
export const workedExampleSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Echelon worked example',
  ...closed(
    {
      title: closed({ zh: text, en: text }, ['zh', 'en']),
      given: closed(
        {
          on: day,
          adopted: { enum: ['sample', 'none'] },
          orgs: { type: 'array', minItems: 1, items: closed({ name: text, parent: text, level: text, kind: text, stages: texts, from: day, called: closed({ zh: text, en: text }, ['zh', 'en']) }, ['name']) },
          people: { type: 'array', minItems: 1, items: closed({ name: text, post: text, org: text, called: { if: { type: 'array' }, then: texts, else: text }, from: day, to: day }, ['name', 'post', 'org']) },
          teachers: {
            type: 'array',
            minItems: 1,
            items: closed(
              { name: text, unit: text, born: day, called: text, sex: text, stage: text, subject: text, enteredOn: { type: ['string', 'null'] }, since: day, onEstablishment: flag, inPost: flag, identityType: text, identityNumber: text },
              ['name', 'unit', 'born'],
            ),
          },
          calendar: { type: 'array', minItems: 1, items: closed({ loadedOn: day, year: { type: 'integer', minimum: 1900, maximum: 9999 }, source: text, holidays: { type: 'array', minItems: 1, items: day }, makeUpWorkdays: { type: 'array', items: day } }, ['loadedOn', 'year', 'source', 'holidays', 'makeUpWorkdays']) },
          history: { type: 'array', minItems: 1, items: { if: { type: 'object', required: ['round'] }, then: closed({ round: finishedRound }, ['round']), else: closed(asked, ['on', 'as', 'do']) } },
        },
        ['on', 'orgs', 'people'],
      ),
      steps: { type: 'array', minItems: 1, items: step },
      then: oneOrMany(then),
    },
    ['title', 'given', 'steps'],
  ),
};

// As the programme's: that it is a schema is held by a test.
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true, verbose: true, meta: false, validateSchema: false, code: { optimize: false } });
ajv.addFormat('businessDate', { type: 'string', validate: (value: string) => isBusinessDate(value) });
ajv.addFormat('businessMoment', { type: 'string', validate: (value: string) => isBusinessDate(value.slice(0, 10)) && /^.{10}(T([01]\d|2[0-3]):[0-5]\d)?$/u.test(value) });
/** Compiled when first asked, as the programme's. */
let compiled: ValidateFunction | undefined;

export function workedExampleErrors(value: unknown): readonly ErrorObject[] {
  const validate = (compiled ??= ajv.compile(workedExampleSchema));
  return validate(value) ? [] : [...(validate.errors ?? [])];
}
