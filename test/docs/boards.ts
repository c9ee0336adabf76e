/** A board as the officer of each bureau asks for it, and how to see that something stands on it. */
export interface BoardShown {
  readonly board: string;
  /** By key of the bureau: those whose programme has it. */
  readonly address: (programme: string) => string;
  readonly bureaux: readonly string[];
  /** How much stands on it; 0 is an empty board. */
  readonly size: (answer: Answer) => number;
}

interface Line {
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly [field: string]: readonly Line[] | { readonly [count: string]: number } | null | undefined;
}

const LATER = ['tianqiao', 'wenzhou', 'district', 'qingdao'];
const ALL = [...LATER, 'weihai'];
const TITLED_LATER = ['wenzhou', 'district', 'qingdao'];
const WITH_TITLES = [...TITLED_LATER, 'weihai'];
const lines = (answer: Answer, field: string): readonly Line[] => {
  const found = answer[field];
  return Array.isArray(found) ? (found as readonly Line[]) : [];
};
const rows = (field: string, counts: (line: Line) => boolean = () => true) => (answer: Answer): number => lines(answer, field).filter(counts).length;
const sum = (line: Line, field: string): number => Number((line['counts'] as { readonly [count: string]: number } | undefined)?.[field] ?? 0);
const funnel = (...steps: readonly string[]) => (answer: Answer): number => Math.min(...steps.map((step) => lines(answer, 'tiers').reduce((all, line) => all + sum(line, step), 0)));
const stage = (name: string) => (answer: Answer): number => Number((answer['counts'] as { readonly [stage: string]: number } | undefined)?.[name] ?? 0);

/** What the demonstration has on its last day: nobody who tries it should meet an empty board. */
export const BOARDS: readonly BoardShown[] = [
  // Whom Tianqiao selects is cultivated and has no title: its text names none.
  // The first page of Weihai's fifteen hundred may be of people without a title: its holders are asked for below.
  { board: 'roster', address: () => '/roster', bureaux: TITLED_LATER, size: rows('rows', ({ tier }) => tier !== null) },
  { board: 'holders of the day', address: () => '/roster?status=ACTIVE', bureaux: WITH_TITLES, size: rows('rows') },
  { board: 'funnel', address: (programme) => `/programmes/${programme}/funnel`, bureaux: ALL, size: funnel('APPLIED', 'RECOMMENDED', 'SELECTED') },
  { board: 'funnel to titles', address: (programme) => `/programmes/${programme}/funnel`, bureaux: WITH_TITLES, size: funnel('CONFERRED') },
  { board: 'funnel of people in cultivation', address: (programme) => `/programmes/${programme}/funnel`, bureaux: ['tianqiao', 'wenzhou'], size: funnel('POOL') },
  { board: 'funnel out of a pool', address: (programme) => `/programmes/${programme}/funnel`, bureaux: ['wenzhou'], size: funnel('CONFIRMED') },
  { board: 'seats', address: () => '/rounds', bureaux: ALL, size: rows('rounds') },
  { board: 'terms', address: () => '/terms', bureaux: TITLED_LATER, size: rows('lines') },
  { board: 'training', address: () => '/training', bureaux: ['tianqiao', 'wenzhou', 'district'], size: rows('rows') },
  { board: 'training bases', address: () => '/training', bureaux: ['qingdao'], size: rows('bases') },
  { board: 'assessments due', address: () => '/terms?limit=500', bureaux: ['qingdao'], size: rows('lines', ({ assessment }) => assessment === 'DUE') },
  ...['DUE', 'OVERDUE', 'OPENED', 'PROPOSED', 'NOTIFIED', 'CONCLUDED'].map((name) => ({ board: `assessments ${name}`, address: () => '/assessments', bureaux: ['qingdao'], size: stage(name) })),
  { board: 'studios', address: (programme) => `/programmes/${programme}/studios`, bureaux: ALL, size: rows('studios') },
  { board: 'mentors', address: (programme) => `/programmes/${programme}/mentors`, bureaux: ALL, size: rows('mentors') },
  { board: 'equity', address: (programme) => `/programmes/${programme}/equity`, bureaux: LATER, size: rows('lines') },
  { board: 'equity of rural schools', address: (programme) => `/programmes/${programme}/equity`, bureaux: ['wenzhou'], size: rows('lines', ({ toward, population }) => toward === 'RURAL' && Number((population as { readonly of: number }).of) > 0) },
  { board: 'targets', address: (programme) => `/programmes/${programme}/targets`, bureaux: ['wenzhou', 'qingdao'], size: rows('targets', ({ counted }) => Number(counted) > 0) },
  { board: 'funds', address: (programme) => `/programmes/${programme}/funds?year=2025`, bureaux: ['tianqiao'], size: rows('totals', ({ allocated }) => Number(allocated) > 0) },
  { board: 'funds of 2018', address: (programme) => `/programmes/${programme}/funds?year=2018`, bureaux: ['weihai'], size: rows('totals', ({ spent }) => Number(spent) > 0) },
  { board: 'funds of the year', address: (programme) => `/programmes/${programme}/funds?year=2028`, bureaux: ['qingdao'], size: rows('totals', ({ spent }) => Number(spent) > 0) },
  { board: 'compliance', address: (programme) => `/programmes/${programme}/compliance`, bureaux: ['wenzhou', 'qingdao', 'weihai'], size: rows('counts', ({ done }) => Number(done) > 0) },
  { board: 'parties', address: (programme) => `/programmes/${programme}/parties`, bureaux: ['wenzhou', 'district'], size: rows('parties', ({ owner }) => owner !== null) },
  { board: 'duties', address: (programme) => `/programmes/${programme}/parties`, bureaux: ['tianqiao', 'wenzhou', 'district'], size: rows('parties', ({ duties }) => (duties as readonly Line[]).some(({ status }) => status !== 'NOT_ASSIGNED')) },
  { board: 'gates passed', address: (programme) => `/programmes/${programme}/parties`, bureaux: ['district'], size: rows('gates', ({ passedOn }) => passedOn !== null) },
  { board: 'legacy titles', address: () => '/legacy-titles', bureaux: ['tianqiao', 'wenzhou', 'qingdao'], size: rows('rows') },
  { board: 'corrections', address: () => '/corrections', bureaux: ALL, size: rows('lines') },
  { board: 'impact', address: () => '/reviews', bureaux: ['tianqiao', 'wenzhou', 'qingdao', 'weihai'], size: rows('reviews') },
];
