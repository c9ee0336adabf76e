import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { numberWords } from '../approximate';
import { isBusinessDate } from '../dates';
import { isPrintedDay } from '../targets/printed-day';
import { credentialKinds, credentialLevels } from '../teacher/career-levels';
import type { LeafType } from './programme-definition';
import type { Place } from './problems';

/** JSON Schema (draft-07, as ajv reads it) of format 1. Keywords only, so that other tools can check a file with it. */
type Schema = { readonly [keyword: string]: unknown };

const POSTS = ['SchoolAdmin', 'PartyOrg', 'BureauOfficer', 'ResearchCentre', 'ProjectLead', 'Supervisor', 'Expert', 'Auditor', 'SystemOperator', 'Subscriber'];
const LEVELS = ['CITY', 'DISTRICT', 'SCHOOL'];
const GRADES = ['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'];
const STAGES = [
  'SubmitNomination', 'RecommendAtSchool', 'RecommendAtLevel', 'OpenRound', 'CloseNominations', 'FormPanel', 'SubmitScore', 'OpenScores',
  'RankCandidates', 'OpenPublicity', 'ClosePublicity', 'ConferTitles',
  'RequestVetting', 'HandleObjections', 'SubstituteCandidate',
  'RecordTraining', 'ConcludeAssessment', 'RevokeTitle', 'CorrectFact',
  'EnterMarks', 'RecordBallot',
];

/** How the file's own codes and numbers are written. */
export const patterns = {
  code: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
  clause: '^[A-Z][0-9]{1,4}[a-z]?$',
  rule: '^[a-z][A-Za-z]{0,63}@[1-9][0-9]{0,3}$',
  share: '^[1-9][0-9]?/[1-9][0-9]?$',
  parameter: '^[a-z][A-Za-z0-9]{0,63}$',
  id: '^[a-z0-9]+(-[a-z0-9]+)*$',
} as const;

const text: Schema = { type: 'string', minLength: 1, maxLength: 2000 };
const texts: Schema = { type: 'array', items: text, uniqueItems: true, minItems: 1 };
const code: Schema = { type: 'string', pattern: patterns.code };
const clause: Schema = { type: 'string', pattern: patterns.clause };
const bilingual: Schema = closed({ zh: text, en: text }, ['zh', 'en']);
// LEAD is for some of these only, which the check says (lead-check.ts).
const acting: Schema = closed({ post: { enum: POSTS }, level: { enum: [...LEVELS, 'LEAD'] }, onPaper: { type: 'boolean' } }, ['post', 'level']);
const ruleKey: Schema = { type: 'string', pattern: patterns.rule };
const weight: Schema = { type: 'number', exclusiveMinimum: 0, maximum: 100 };
const share: Schema = { type: 'string', pattern: patterns.share };
export const SCHOOL_STAGES = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'];
const schoolStages: Schema = { type: 'array', items: { enum: SCHOOL_STAGES }, uniqueItems: true, minItems: 1 };

/** Schema of the value of each leaf type. */
export const leafValues: { readonly [type in LeafType]: Schema } = {
  integer: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  integerOrNone: { type: ['integer', 'null'], minimum: 0, maximum: 1_000_000 },
  decimal: { type: 'number', minimum: 0, maximum: 1_000_000_000 },
  decimalOrNone: { type: ['number', 'null'], minimum: 0, maximum: 1_000_000_000 },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'businessDate' },
  text,
  wording: { if: { type: 'object' }, then: bilingual, else: text },
  code,
  codes: { type: 'array', items: code, uniqueItems: true, minItems: 1 },
  stages: schoolStages,
  holder: { enum: ['PERSON', 'TEAM'] },
  way: { enum: ['AWARD', 'CANDIDATE', 'POST'] },
  grade: { enum: GRADES },
  grades: { type: 'array', items: { enum: GRADES }, uniqueItems: true, minItems: 1 },
  assessmentKind: { enum: ['ANNUAL', 'END_OF_TERM', 'MILESTONE', 'TRAINING'] },
  levels: { type: 'array', items: { enum: LEVELS }, uniqueItems: true, minItems: 1 },
  exclusivity: { enum: ['NONE', 'TRACK', 'PROGRAMME'] },
  overdueReturn: { enum: ['NOT_RECOMMENDED', 'GOES_ON'] },
  endorsements: { enum: ['STAYS', 'AGAIN'] },
  onSupplement: { enum: ['NOTHING', 'REVIEW'] },
  transferOut: { enum: ['KEEP', 'SUSPEND', 'RE_RECOGNISE'] },
  placeChange: { enum: ['KEEP', 'REVIEW'] },
  acting,
  leadLevel: { enum: ['CITY', 'DISTRICT'] },
  precedence: { type: 'array', items: { enum: ['STAGE', 'TIER'] }, uniqueItems: true, minItems: 2 },
  components: { type: 'array', minItems: 1, maxItems: 50, items: closed({ code, names: bilingual, weight, max: { type: 'number', exclusiveMinimum: 0, maximum: 1000 }, source: { enum: ['PANEL', 'ENTERED', 'BALLOT'] }, passLine: { type: 'number', minimum: 0, maximum: 1000 } }, ['code', 'names', 'weight', 'max']) },
  missingSheet: { enum: ['REFUSE', 'MEAN_OF_PRESENT'] },
  ballot: closed({ base: { enum: ['ON_ESTABLISHMENT', 'CONGRESS', 'COMMITTEE'] }, quorum: share, of: { enum: ['BASE', 'PRESENT', 'CAST'] }, majority: share, word: { enum: ['AT_LEAST', 'MORE_THAN'] } }, ['base', 'quorum', 'of', 'majority', 'word']),
  groups: {
    type: 'array',
    minItems: 1,
    maxItems: 200,
    items: closed(
      { code, names: bilingual, stages: nullable(schoolStages), subjects: nullable({ type: 'array', items: text, uniqueItems: true, minItems: 1 }), seats: { type: ['integer', 'null'], minimum: 1, maximum: 100_000 } },
      ['code', 'names', 'stages', 'subjects', 'seats'],
    ),
  },
  formedBy: { enum: ['DRAW', 'NAMED'] },
  conflicts: { type: 'array', items: closed({ kind: { enum: ['SAME_UNIT', 'STUDIO', 'MENTOR', 'COAUTHOR', 'DECLARED'] }, years: { type: 'integer', minimum: 0, maximum: 60 }, effect: { enum: ['EXCLUDE', 'RECUSE'] } }, ['kind', 'years', 'effect']) },
  onCorrection: { enum: ['REVIEW', 'REVERSE'] },
  grounds: { type: 'array', minItems: 1, items: closed({ code, names: bilingual, verdict: closed({ assessment: code, grade: { enum: GRADES } }, ['assessment', 'grade']) }, ['code', 'names']) },
  window: { enum: ['ROLLING', 'FIXED', 'PER_TERM'] },
  taskKinds: { type: 'array', minItems: 1, maxItems: 50, items: closed({ code, names: bilingual, count: { type: 'integer', minimum: 1, maximum: 100 }, stated: text, quote: text }, ['code', 'names', 'count']) },
  trainingSteps: { type: 'array', minItems: 1, maxItems: 50, items: closed({ code, names: bilingual }, ['code', 'names']) },
  deferral: { enum: ['ON_LEAVE', 'NONE'] },
  reinstatement: { enum: ['KEEP_EXPIRY', 'EXTEND'] },
  termGap: { enum: ['BREAKS', 'BRIDGES'] },
  deferredTerm: { enum: ['NEITHER', 'BREAKS'] },
  departure: { enum: ['RETIRED', 'DECEASED'] },
  codesOrNone: { type: 'array', items: code, uniqueItems: true },
  rounding: { enum: ['DOWN', 'HALF_UP', 'UP'] },
  poolBatches: { enum: ['ONCE', 'YEARLY'] },
  honourLevel: { enum: ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'SCHOOL'] },
  yearKind: { enum: ['CALENDAR_YEAR', 'SCHOOL_YEAR'] },
  activityEach: { enum: ['SUBJECT'] },
  // What a programme may not choose is not here: numbers, phones, birth dates. A list without names tells nobody anything.
  publicFields: { type: 'array', items: { enum: ['NO', 'NAME', 'UNIT', 'SUBJECT', 'STAGE', 'TITLE'] }, uniqueItems: true, minItems: 1, contains: { const: 'NAME' } },
  strength: { enum: ['REQUIRED', 'PREFERRED'] },
  leanForm: { enum: ['BONUS', 'TIE_BREAK'] },
  leanToward: { ...closed({ traits: oneOrMoreOf(['RURAL', 'WEAK']), subjects: texts }, []), minProperties: 1 },
  gatedActs: oneOrMoreOf(['OpenRound', 'EnrolInTraining', 'OpenAssessment', 'ConferTitles']),
  vettingBodies: { type: 'array', minItems: 1, maxItems: 20, items: closed({ code, names: bilingual }, ['code', 'names']) },
  vettingBefore: { enum: ['PUBLICITY', 'CONFERRAL'] },
  approvalStage: { enum: ['BEFORE', 'AFTER'] },
  objectionEffect: { enum: ['HOLDS', 'RECORDED'] },
  fundingKind: { enum: ['PERCENT', 'EARMARK', 'FIXED', 'PER_HEAD'] },
  figure: { type: ['number', 'string'], minLength: 1, maxLength: 400, minimum: 0, maximum: 1_000_000_000_000 },
  before: { enum: ['INCLUSIVE', 'EXCLUSIVE'] },
  printedDay: { type: 'string', format: 'printedDay' },
  numberWord: { enum: [...numberWords] },
  peopleMetric: {
    type: 'object',
    if: { type: 'object', properties: { of: { const: 'LEGACY' } } },
    then: closed({ of: { const: 'LEGACY' }, names: texts }, ['of', 'names']),
    else: {
      if: { type: 'object', properties: { of: { const: 'RECOGNITIONS' } } },
      then: closed({ of: { const: 'RECOGNITIONS' }, kinds: { type: 'array', items: code, uniqueItems: true, minItems: 1 } }, ['of', 'kinds']),
      else: closed({ of: { const: 'TITLES' }, tiers: { type: 'array', items: code, uniqueItems: true, minItems: 1 }, earlier: texts }, ['of', 'tiers']),
    },
  },
  studioLevels: { type: 'array', items: { enum: ['PROVINCE', 'CITY', 'DISTRICT', 'SCHOOL'] }, uniqueItems: true, minItems: 1 },
  hostLoss: { enum: ['SUCCESSOR', 'SUSPEND', 'CLOSE'] },
  coverageOf: { enum: ['SEATED', 'SERVED'] },
  orgTrait: { enum: ['RURAL', 'WEAK'] },
  serviceKinds: oneOrMoreOf(['PUBLIC_SCHOOL', 'PRIVATE_SCHOOL', 'MILITARY', 'OTHER']),
  leaveKinds: oneOrMoreOf(['MATERNITY', 'SICK', 'STUDY', 'SECONDMENT', 'AID_POSTING']),
  credentialKind: { enum: credentialKinds },
  credentialLevel: { enum: credentialLevels },
  appraisalGrade: { enum: GRADES },
  sanctionScope: { enum: ['EVALUATION', 'NOMINATION', 'HONOURS'] },
  sanctionKinds: oneOrMoreOf(['DISCIPLINARY', 'OTHER_MEASURE']),
  evidenceKinds: oneOrMoreOf(['PAPER', 'PROJECT', 'AWARD', 'LESSON', 'OTHER_WORK']),
  leaderPosts: oneOrMoreOf(['PRINCIPAL', 'PARTY_SECRETARY', 'DEPUTY_PRINCIPAL', 'DEPUTY_SECRETARY', 'MIDDLE_MANAGER']),
  // A day of the file, or the day of that name in the round's notice; opening a round says where the notice lacks it.
  roundDate: {
    if: { type: 'object' },
    then: closed({ parameter: { type: 'string', pattern: patterns.parameter } }, ['parameter']),
    else: { type: 'string', format: 'businessDate' },
  },
};

const provenance = { stated: clause, quote: text, implied: clause, because: bilingual };

/** By reference: written out wherever it occurs, a leaf made seven million characters of validator, and 2.5 s of CPU. */
function leaf(type: LeafType): Schema {
  return { $ref: `#/definitions/${type}Leaf` };
}

/** A leaf of any type; the rule that reads it says which, and programme-check.ts holds it to that. */
const anyLeaf: Schema = { $ref: '#/definitions/anyLeaf' };

/**
 * Exactly one provenance, the same whatever the type. `if` looks at one key only, so that what is reported is what is
 * wrong with the branch that was meant.
 */
const sourced: Schema = {
  if: { type: 'object', required: ['open'] },
  then: closed({ open: bilingual, type: {}, clause }, ['open', 'type', 'clause']),
  else: {
    if: { type: 'object', required: ['implied'] },
    then: closed({ value: {}, implied: clause, because: bilingual }, ['value', 'implied', 'because']),
    else: closed({ value: {}, stated: clause, quote: text }, ['value', 'stated']),
  },
};

/** The type that an open one asks for, or the value that another has. */
function typed(type: Schema, value: Schema): Schema {
  return { allOf: [{ $ref: '#/definitions/sourced' }, { if: { type: 'object', required: ['open'] }, then: { properties: { type } }, else: { properties: { value } } }] };
}

function oneOrMoreOf(codes: readonly string[]): Schema {
  return { type: 'array', items: { enum: codes }, uniqueItems: true, minItems: 1 };
}

function named(properties: { readonly [key: string]: Schema } = {}, required: readonly string[] = []): Schema {
  return {
    ...closed({ names: bilingual, implied: clause, because: bilingual, stated: clause, quote: text, ...properties }, ['names', ...required]),
    if: { type: 'object', required: ['implied'] },
    then: { required: ['because'], properties: { stated: false, quote: false } },
    else: { required: ['stated'], properties: { because: false } },
  };
}

function nullable(schema: Schema): Schema {
  return { if: { type: 'null' }, then: { type: 'null' }, else: schema };
}

function closed(properties: { readonly [key: string]: Schema }, required: readonly string[]): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A map by code. Keys that are no codes are reported where they stand. */
function byCode(entry: Schema, minProperties = 0): Schema {
  return { type: 'object', propertyNames: code, additionalProperties: entry, minProperties };
}

const leaves: { readonly [type: string]: Schema } = {
  sourced,
  anyLeaf: typed({ enum: Object.keys(leafValues) }, {}),
  ...Object.fromEntries(Object.entries(leafValues).map(([type, value]) => [`${type}Leaf`, typed({ const: type }, value)])),
};

const ruleEntry: Schema = closed(
  { code, rule: ruleKey, ...provenance, applies: leaf('boolean'), with: { type: 'object', propertyNames: code, additionalProperties: anyLeaf }, waiver: leaf('acting'), of: { type: 'array', minItems: 1, items: { $ref: '#/definitions/ruleEntry' } } },
  ['code', 'rule'],
);

const publicityEntry: Schema = closed({ workingDays: leaf('integer'), countFirstDay: leaf('boolean'), fieldsShown: leaf('publicFields') }, ['workingDays', 'countFirstDay']);

const tier = named(
  {
    rank: leaf('integer'),
    stageGroup: leaf('code'),
    tracks: leaf('codes'),
    way: leaf('way'),
    seats: leaf('integerOrNone'),
    cadenceYears: leaf('integerOrNone'),
    termYears: leaf('integerOrNone'),
    levels: leaf('levels'),
    exclusivity: leaf('exclusivity'),
    overdueReturn: leaf('overdueReturn'),
    endorsementAfterCompletion: leaf('endorsements'),
    onSupplement: leaf('onSupplement'),
    transferOut: leaf('transferOut'),
    subjectChange: leaf('placeChange'),
    stageChange: leaf('placeChange'),
    feeders: byCode(leaf('strength'), 1),
    feederRecognitions: leaf('codes'),
    seatsWord: leaf('numberWord'),
    seatsTolerance: leaf('decimal'),
    pool: closed(
      { convertsTo: leaf('integerOrNone'), batches: leaf('poolBatches'), cultivationYears: leaf('integerOrNone'), endsAfterYears: leaf('integerOrNone'), refill: leaf('boolean'), confirmedBy: leaf('acting'), requires: { type: 'array', minItems: 1, items: { $ref: '#/definitions/ruleEntry' } }, recognitions: leaf('codes') },
      ['convertsTo', 'batches', 'cultivationYears', 'endsAfterYears', 'refill', 'confirmedBy'],
    ),
    eligibility: { type: 'array', items: { $ref: '#/definitions/ruleEntry' } },
    scoring: closed(
      {
        components: leaf('components'), dropHighest: leaf('integer'), dropLowest: leaf('integer'), minimumSheets: leaf('integer'), decimals: leaf('integer'), passLine: leaf('decimalOrNone'), tieBreak: leaf('codes'),
        missing: leaf('missingSheet'), ballot: leaf('ballot'), groups: leaf('groups'),
      },
      ['components', 'dropHighest', 'dropLowest', 'minimumSheets', 'decimals', 'passLine', 'tieBreak'],
    ),
    panel: closed({ formedBy: leaf('formedBy'), minimum: leaf('integer'), maxConsecutive: leaf('integerOrNone'), conflicts: leaf('conflicts') }, []),
    publicity: publicityEntry,
    publicityAt: { ...closed(Object.fromEntries(LEVELS.map((level) => [level, publicityEntry])), []), minProperties: 1 },
    vetting: closed({ bodies: leaf('vettingBodies'), answerWithinWorkingDays: leaf('integer'), before: leaf('vettingBefore') }, ['bodies', 'answerWithinWorkingDays', 'before']),
    approval: closed({ stage: leaf('approvalStage'), by: leaf('acting') }, ['stage', 'by']),
    objections: closed({ handlingWorkingDays: leaf('integer'), extendedWorkingDays: leaf('integer'), late: leaf('objectionEffect'), anonymous: leaf('objectionEffect') }, []),
    onCorrection: leaf('onCorrection'),
    conferringBody: leaf('acting'),
    renewal: closed({ by: leaf('acting'), grades: leaf('grades') }, ['by']),
    reinstatement: leaf('reinstatement'),
    lifetime: closed(
      { consecutive: leaf('integer'), grade: leaf('grade'), gap: leaf('termGap'), deferred: leaf('deferredTerm'), acrossTracks: leaf('boolean'), stillAssessed: leaf('boolean'), revocable: leaf('codesOrNone'), onCorrection: leaf('onCorrection'), by: leaf('acting') },
      ['consecutive', 'grade', 'gap', 'deferred', 'acrossTracks', 'stillAssessed', 'revocable', 'onCorrection', 'by'],
    ),
    exits: byCode(named({ vacancy: leaf('boolean'), by: leaf('acting'), when: leaf('departure') }, ['vacancy', 'by']), 1),
    absorbs: leaf('codes'),
  },
  ['rank', 'stageGroup', 'tracks', 'way', 'onCorrection', 'conferringBody'],
);

const trainingEntry = named(
  {
    population: leaf('wording'), who: { type: 'array', minItems: 1, items: { $ref: '#/definitions/ruleEntry' } },
    topic: leaf('code'), periods: leaf('decimal'), years: leaf('integer'), window: leaf('window'), windowFrom: leaf('date'), term: leaf('code'),
    perYear: leaf('integer'), year: leaf('yearKind'), each: leaf('activityEach'),
    tasks: leaf('taskKinds'), phases: leaf('trainingSteps'), chain: closed({ qualification: leaf('code'), courses: leaf('trainingSteps') }, ['qualification', 'courses']), withinMonths: leaf('integer'),
    external: leaf('wording'), alsoCounts: leaf('codes'), at: leaf('codes'), documentDays: leaf('integer'), by: leaf('acting'),
  },
  ['population', 'by'],
);

const studioEntry = named({
  levels: leaf('studioLevels'), missions: leaf('grounds'), onlyIn: leaf('orgTrait'), opensFor: leaf('codes'), perHolder: leaf('integer'), cityLevelToo: leaf('boolean'),
  members: { ...closed({ min: leaf('integer'), max: leaf('integer') }, []), minProperties: 1 }, termYears: leaf('integer'), grades: leaf('grades'), onHostLoss: leaf('hostLoss'),
  ledBy: leaf('codes'), number: leaf('integer'), coverage: closed({ levels: leaf('studioLevels'), due: leaf('printedDay'), of: leaf('coverageOf') }, ['levels']), openedBy: leaf('acting'),
});

const assessmentMore: { readonly [key: string]: Schema } = {
  year: leaf('yearKind'),
  criteria: byCode(named({ weight: leaf('decimal') }, ['weight']), 1),
  tracking: closed({ by: leaf('acting') }, ['by']),
  cap: closed({ grade: leaf('grade'), percent: leaf('decimalOrNone'), rounding: leaf('rounding') }, ['grade', 'percent', 'rounding']),
  reviewWorkingDays: leaf('integer'),
  deferral: leaf('deferral'),
  earliestMonthsBefore: leaf('integer'),
  withinMonths: leaf('integer'),
};

export const programmeSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Echelon programme, format 1',
  definitions: { ruleEntry, ...leaves },
  ...closed(
    {
      format: { const: 1 },
      id: { type: 'string', pattern: patterns.id, maxLength: 64 },
      version: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      programme: named(),
      basis: {
        type: 'array',
        minItems: 1,
        items: closed(
          { document: bilingual, kind: { enum: ['OFFICIAL_DOCUMENT', 'NEWS_REPORT', 'SPEECH', 'DIGEST'] }, number: { type: ['string', 'null'], minLength: 1 }, issuer: bilingual, issuedOn: { ...leafValues.date, type: ['string', 'null'] }, source: text },
          ['document', 'kind', 'number', 'issuer', 'issuedOn', 'source'],
        ),
      },
      effective: closed({ from: leaf('date'), to: leaf('date') }, ['from', 'to']),
      termsOutlive: leaf('boolean'),
      stageGroups: byCode(named(), 1),
      tracks: byCode(named({ holder: leaf('holder') }, ['holder']), 1),
      tiers: byCode(tier, 1),
      lead: { ...closed({ byTier: byCode(leaf('leadLevel'), 1), byStage: { ...closed(Object.fromEntries(SCHOOL_STAGES.map((stage) => [stage, leaf('leadLevel')])), []), minProperties: 1 }, precedence: leaf('precedence') }, []), minProperties: 1 },
      authority: closed(Object.fromEntries(STAGES.map((stage) => [stage, leaf('acting')])), []),
      assessments: byCode(named({ kind: leaf('assessmentKind'), grades: leaf('grades'), by: leaf('acting'), ...assessmentMore }, ['kind', 'grades', 'by'])),
      milestones: byCode(named({ years: leaf('integer'), assessment: leaf('code'), tier: leaf('code'), barsNomination: leaf('boolean') }, ['years', 'barsNomination'])),
      recognitions: byCode(named({ level: leaf('honourLevel'), by: leaf('acting') }, ['level', 'by'])),
      revocationGrounds: leaf('grounds'),
      training: byCode(trainingEntry),
      bases: byCode(named({ count: leaf('integerOrNone') }, ['count'])),
      leans: byCode(named({ form: leaf('leanForm'), points: leaf('decimal'), toward: leaf('leanToward'), who: { type: 'array', minItems: 1, items: { $ref: '#/definitions/ruleEntry' } }, tiers: leaf('codes') }, ['form'])),
      parties: byCode(named({ duties: leaf('grounds'), owner: leaf('boolean'), by: leaf('acting') }, ['duties'])),
      gates: byCode(named({ before: leaf('gatedActs'), duties: leaf('codes'), after: leaf('codes') }, ['before', 'duties'])),
      supervision: byCode(named({ by: leaf('acting'), levels: leaf('levels'), everyYears: leaf('integerOrNone') }, ['by', 'levels', 'everyYears'])),
      studios: byCode(studioEntry),
      mentoring: byCode(named({ who: leaf('codes'), maxMentees: leaf('integer'), higherTier: leaf('boolean'), by: leaf('acting') })),
      funding: byCode(named({ kind: leaf('fundingKind'), percent: leaf('decimal'), of: leaf('wording'), amount: leaf('decimal'), word: leaf('numberWord'), tolerance: leaf('decimal'), purposes: leaf('grounds'), by: leaf('acting') }, ['kind', 'by'])),
      compliance: byCode(named({ everyYears: leaf('integerOrNone'), by: leaf('acting'), due: leaf('printedDay'), before: leaf('before') }, ['everyYears', 'by'])),
      figures: byCode(named({ says: leaf('figure'), word: leaf('numberWord'), percent: leaf('decimal'), counts: leaf('peopleMetric') }, ['says'])),
      targets: byCode(named({ number: leaf('decimal'), word: leaf('numberWord'), percent: leaf('decimal'), counts: leaf('peopleMetric'), from: leaf('printedDay'), due: leaf('printedDay'), everyYears: leaf('integer'), by: leaf('acting') }, ['number'])),
      declared: byCode(named()),
    },
    ['format', 'id', 'version', 'programme', 'basis', 'effective', 'termsOutlive', 'stageGroups', 'tracks', 'tiers', 'authority', 'revocationGrounds'],
  ),
};

/** A demonstration's choices: one per open value, each with its reason. */
export const sampleSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Echelon sample overlay, format 1',
  ...closed(
    {
      format: { const: 1 },
      programme: { type: 'string', minLength: 1 },
      version: { type: 'integer', minimum: 1 },
      choices: { type: 'object', additionalProperties: closed({ value: {}, reason: bilingual }, ['value', 'reason']) },
    },
    ['format', 'programme', 'version', 'choices'],
  ),
};

// That the schemas are schemas is held by a test; a file is read once, so the compiled code is not worth being improved first.
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, verbose: true, inlineRefs: false, meta: false, validateSchema: false, code: { optimize: false } });
ajv.addFormat('printedDay', { type: 'string', validate: isPrintedDay });
ajv.addFormat('businessDate', { type: 'string', validate: (value: string) => isBusinessDate(value) });

export function programmeErrors(value: unknown): readonly ErrorObject[] {
  return errorsOf(programmeSchema, value);
}

export function sampleErrors(value: unknown): readonly ErrorObject[] {
  return errorsOf(sampleSchema, value);
}

/** Of the leaf at a place. Null where none may stand, and of a rule's argument, whose type its word has. */
export function leafTypeAt(place: Place): LeafType | null {
  const at = place.reduce<unknown>((schema, step) => within(schema, step), programmeSchema);
  const name = /^#\/definitions\/(.+)Leaf$/u.exec(String(keyword(at, '$ref')))?.[1];
  return leafTypes.find((type) => type === name) ?? null;
}

const leafTypes = Object.keys(leafValues) as LeafType[];

function within(schema: unknown, step: string | number): unknown {
  const here = keyword(schema, '$ref') === '#/definitions/ruleEntry' ? ruleEntry : schema;
  return typeof step === 'number' ? keyword(here, 'items') : (keyword(keyword(here, 'properties'), step) ?? keyword(here, 'additionalProperties'));
}

/** Of a schema that may be none. */
export function keyword(schema: unknown, key: string): unknown {
  return typeof schema === 'object' && schema !== null ? Reflect.get(schema, key) : undefined;
}

/** Whether an adopted or argument value is one of the type. */
export function valueErrors(type: LeafType, value: unknown): readonly ErrorObject[] {
  if (!Object.hasOwn(leafValues, type)) throw new RangeError(`No such leaf type: ${type}`);
  return errorsOf(leafValues[type], value);
}

/** Compiled when first asked: they take a fifth of a second of CPU (Node 20), which every start of the server would pay. */
const validators = new Map<Schema, ValidateFunction>();

function errorsOf(schema: Schema, value: unknown): readonly ErrorObject[] {
  const validate = validators.get(schema) ?? ajv.compile(compact(schema));
  validators.set(schema, validate);
  return validate(value) ? [] : [...(validate.errors ?? [])];
}

/** The same schema with what stands in hundreds of places said once, and so compiled once. */
function compact(schema: Schema): Schema {
  const parts = { bilingual, text, clause, code };
  const said = (whole: Schema): string => Object.entries(parts).reduce((json, [name, part]) => (part === whole ? json : json.replaceAll(JSON.stringify(part), `{"$ref":"#/definitions/${name}"}`)), JSON.stringify(whole));
  const { definitions, ...rest } = JSON.parse(said(schema)) as { readonly definitions?: Schema };
  return { ...rest, definitions: { ...definitions, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, JSON.parse(said(part)) as Schema])) } };
}
