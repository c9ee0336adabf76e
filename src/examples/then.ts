import { catalogue } from '../domain/catalogue';
import type { BusinessDate, Instant } from '../domain/dates';
import { holderOfStream, type Json, type JsonObject, type Recorded } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { isOpenLeaf } from '../domain/rules/programme-definition';
import { orgs } from '../domain/orgs';
import { leadOfRound } from '../domain/round/leading';
import { postedOn } from '../domain/round/publicity';
import { openedRound, round as rounds } from '../domain/round/round';
import { termLines } from '../domain/teacher/term-calendar';
import { assessmentDues } from '../domain/assessment/due';
import { milestonesOf } from '../domain/teacher/milestones';
import type { TeacherFact } from '../domain/teacher/facts';
import { dossierOn } from '../domain/teacher/merge';
import { view, type LifeFact } from '../domain/teacher/view';
import { cadenceOf, roundsOfItsKind, validityOf } from '../../projections/rounds/cadence';
import { officeDuties, trainingOffice } from '../domain/training/office';
import { trainingStandings, type TrainingStanding } from '../domain/training/standing';
import { basesStream } from '../commands/desk';
import type { Place } from '../domain/rules/problems';
import { AUDIT_TRAIL } from '../../projections/audit-trail/audit-trail';
import { auditQuery } from '../../projections/audit-trail/query';
import { PUBLICITIES, type PublicityDocument } from '../../projections/publicities/publicities';
import { PYRAMID_TIERS } from '../../projections/pyramid/pyramid';
import { countAsOf, groupCounts, pyramidOfTiers } from '../../projections/pyramid/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterQuery, type RosterFilter } from '../../projections/roster/query';
import { roundAsOf } from '../../projections/rounds/query';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import { conflictsOfPanel, type ConflictLine } from '../queries/conflicts';
import { checkBoards, plain } from './boards';
import { checkStudios } from './studio-boards';
import { fault } from './difference';
import { expandAll, type NameKind } from './names';
import { instantOf, type ExampleViews } from './office';
import type { Play } from './play';
import { clipped, foundInWords, matches } from './words';
import type { AuditCheck, HistoryLine, RosterCheck, Then } from './worked-example';

/** Asks the views, and the teachers' own streams, as of a day and as known at a moment. Error: ExampleError. */
export async function checkThen(play: Play, then: Then | readonly Then[] | undefined, place: Place): Promise<void> {
  if (then === undefined) return;
  const many = isMany(then);
  for (const [index, one] of (many ? then : [then]).entries()) await new Check(play, one, many ? [...place, index] : place).run();
}

/** No view may have met an event that it cannot fold. */
export async function checkParked(play: Play, place: Place): Promise<void> {
  const views = await play.office.viewsAt(null);
  for (const parked of await views.parked()) play.differs(place, `视图搁置了一个键：${parked}`, `A view parked a key: ${parked}`);
}

class Check {
  readonly #asOf: BusinessDate;
  readonly #known: Instant | null;

  constructor(private readonly play: Play, private readonly then: Then, private readonly place: Place) {
    this.#asOf = then.asOf;
    this.#known = then.asKnown === undefined ? null : knownOf(then.asKnown);
  }

  async run(): Promise<void> {
    const { roster, pyramid, history, teachers, round, posted, conflicts, audit, training, office, terms } = this.then;
    const views = await this.play.office.viewsAt(this.#known);
    await checkParked(this.play, this.place);
    if (roster !== undefined) {
      const many = isMany(roster);
      for (const [index, check] of (many ? roster : [roster]).entries()) await this.#roster(views, check, many ? [...this.place, 'roster', index] : [...this.place, 'roster']);
    }
    if (pyramid !== undefined) await this.#pyramid(views, pyramid);
    for (const [name, lines] of Object.entries(history ?? {})) await this.#history(name, lines, [...this.place, 'history']);
    for (const [name, expected] of Object.entries(teachers ?? {})) await this.#teacher(name, expected, [...this.place, 'teachers']);
    for (const [name, expected] of Object.entries(round ?? {})) await this.#round(views, name, expected, [...this.place, 'round']);
    await checkBoards(this.play, views, this.then, this.place);
    await checkStudios(this.play, views, this.then, this.place);
    for (const [name, expected] of Object.entries(training ?? {})) await this.#training(name, expected, [...this.place, 'training']);
    for (const [name, expected] of Object.entries(terms ?? {})) await this.#terms(name, expected, [...this.place, 'terms']);
    for (const [requirement, expected] of Object.entries(office ?? {})) await this.#office(requirement, expected, [...this.place, 'office']);
    for (const [name, expected] of Object.entries(posted ?? {})) await this.#posted(views, name, expected, [...this.place, 'posted']);
    for (const [panel, expected] of Object.entries(conflicts ?? {})) await this.#conflicts(panel, expected, [...this.place, 'conflicts']);
    for (const [index, check] of (audit ?? []).entries()) await this.#audit(views, check, [...this.place, 'audit', index]);
  }

  async #roster(views: ExampleViews, check: RosterCheck, place: Place): Promise<void> {
    const { size, teachers, row, tier, unit, teacher, round, ...plain } = check;
    const { names } = this.play;
    const filter: RosterFilter = {
      ...(plain as Pick<RosterFilter, 'track' | 'stage' | 'subject' | 'status' | 'underReview'>),
      asOf: this.#asOf,
      ...(tier === undefined ? {} : { tier: tier === 'NONE' ? null : tier }),
      ...(unit === undefined ? {} : { units: [this.#id('org', unit, place, 'unit')] }),
      ...(teacher === undefined ? {} : { teacher: this.#id('teacher', teacher, place, 'teacher') }),
      ...(round === undefined ? {} : { round: this.#id('round', round, place, 'round') }),
    };
    const rows = (await views.all(ROSTER_ROWS, (page) => rosterQuery(filter, page))).map(({ body }) => body);
    const shown = (): string => clipped(names.inWords(rows.map((one) => one['teacher'] ?? null)));
    if (size !== undefined && rows.length !== size) this.#differs(place, `名册在 ${this.#asOf} 有 ${rows.length} 行：${shown()}`, `The roster as of ${this.#asOf} has ${rows.length} rows: ${shown()}`, 'size');
    if (teachers !== undefined) {
      const wanted = expandAll(teachers, [...place, 'teachers']).map((name, index) => names.id('teacher', name, [...place, 'teachers', index])).sort();
      const found = rows.map((one) => String(one['teacher'])).sort();
      if (found.join() !== wanted.join()) this.#differs(place, `名册在 ${this.#asOf} 是：${shown()}`, `The roster as of ${this.#asOf} is: ${shown()}`, 'teachers');
    }
    if (row !== undefined && (rows.length !== 1 || !matches(row, rows[0], names))) this.#differs(place, `名册在 ${this.#asOf} 是：${foundInWords([row], rows.map(withoutParts), names)}`, `The roster as of ${this.#asOf} is: ${foundInWords([row], rows.map(withoutParts), names)}`, 'row');
  }

  async #pyramid(views: ExampleViews, expected: { readonly [tier: string]: number }): Promise<void> {
    const documents = await views.all(PYRAMID_TIERS, (page) => ({ where: pyramidOfTiers({}), sort: [], ...page }));
    const groups = groupCounts(countAsOf(documents.map(({ body }) => body), this.#asOf), ['tier']);
    const found = Object.fromEntries(groups.map(({ tier, size }) => [typeof tier === 'string' ? tier : 'NONE', size]));
    const place: Place = [...this.place, 'pyramid'];
    for (const tier of Object.keys(expected)) {
      if (tier !== 'NONE' && !Object.hasOwn(this.play.programme.definition.tiers, tier)) throw fault(place, `方案没有层级“${tier}”`, `The programme has no tier "${tier}"`, tier);
      if ((found[tier] ?? 0) !== expected[tier]) this.#differs(place, `金字塔在 ${this.#asOf} 的 ${tier} 是 ${found[tier] ?? 0}`, `The pyramid as of ${this.#asOf} has ${found[tier] ?? 0} at ${tier}`, tier);
    }
  }

  async #history(name: string, lines: readonly HistoryLine[], place: Place): Promise<void> {
    const id = this.#id('teacher', name, place, name);
    const facts = (await this.play.office.opened(this.play.names.stream(name) ?? '', this.#known)).filter(({ meta }) => meta.effectiveOn <= this.#asOf);
    const types = facts.map(({ type }) => type);
    const at: Place = [...place, name];
    const wanted = lines.map((line) => (typeof line === 'string' ? line : line.event));
    for (const [index, type] of wanted.entries()) if (!Object.hasOwn(catalogue, type)) throw fault([...at, index], `没有事件类型“${type}”`, `There is no event type "${type}"`);
    if (types.join() !== wanted.join()) return this.#differs(place, `${name} 的经历是：${types.join('、')}`, `The history of ${name} is: ${types.join(', ')}`, name);
    for (const [index, line] of lines.entries()) {
      const fact = facts[index];
      if (typeof line === 'string' || fact === undefined) continue;
      const found = lineOf(fact, id);
      for (const [key, value] of Object.entries<Json>(line)) {
        if (key !== 'event' && !matches(value, found[key], this.play.names)) this.#differs([...at, index], `${name} 的 ${fact.type}：${key} 是 ${foundInWords(value, found[key], this.play.names)}`, `${fact.type} of ${name}: ${key} is ${foundInWords(value, found[key], this.play.names)}`, key);
      }
    }
  }

  /** With what came from the dossiers that were merged into it. */
  async #life(stream: string): Promise<readonly TeacherFact[]> {
    const read = async (of: string) => (await this.play.office.opened(of, this.#known)) as readonly (Recorded & TeacherFact)[];
    return dossierOn(holderOfStream(stream)?.id ?? '', await read(stream), (fact) => fact, read);
  }

  async #teacher(name: string, expected: JsonObject, place: Place): Promise<void> {
    this.#id('teacher', name, place, name);
    const facts = await this.#life(this.play.names.stream(name) ?? '');
    const now = view(facts, this.#asOf);
    const { unit, stage, subject, inPost, onEstablishment, retiredOn, departedOn, deceasedOn, personal, erased, team, titles, pools, recognitions, legacyTitles, reviews, refusals, nominations, trainings, verdicts, career } = now;
    const periods: { [topic: string]: number } = {};
    for (const training of trainings) periods[training.topic] = (periods[training.topic] ?? 0) + training.periods;
    const found: JsonObject = {
      unit, stage, subject, inPost, onEstablishment, retiredOn, departedOn, deceasedOn, erased, periods,
      name: team?.names.zh ?? personal?.['name'] ?? null,
      leader: team?.leader ?? null,
      members: (team?.memberships ?? []).map(({ person, role, from, leftOn, reason }) => ({ person, role, from, leftOn, reason })),
      birthDate: personal?.['birthDate'] ?? null,
      titles: titles.map(({ tier, track, unit: at, stage: taught, subject: of, status, term, from, to, certificate, ground, ended, revocations }) => ({ tier, track, unit: at, stage: taught, subject: of, status, term, from, to, certificate, ground, exit: ended?.exit ?? null, revocations: revocations.map(({ on, overturnedOn }) => ({ on, overturnedOn })) })),
      pools: pools.map(({ tier, track, cohort, from, to, status, leftOn, reason, confirmedOn, declines }) => ({ tier, track, cohort, from, to, status, leftOn, reason, confirmedOn, declines: declines.map(({ rule, clause, on }) => ({ rule, clause, on })) })),
      recognitions: recognitions.map(({ kind, level, body, number, on }) => ({ kind, level, body, number, on })),
      milestones: Object.fromEntries(milestonesOf(facts as readonly (Recorded & LifeFact)[], [await this.#rules()], this.#asOf).map(({ milestone, due, by, status, on, clause }) => [milestone, { due, by, status, on, clause }])),
      assessments: Object.fromEntries(assessmentDues(now, await this.#rules()).map(({ code, period, term, due, by, status, clause }) => [`${code}/${period ?? `term-${term}`}`, { due, by, status, clause }])),
      legacyTitles: legacyTitles.map(({ name, level, conferredOn, number, verified }) => ({ name, level, conferredOn, number, verified })),
      openReviews: reviews.filter(({ open }) => open).map(({ outcomeType, rule, inputs }) => ({ outcomeType, rule, inputs })),
      nominations: nominations.map(({ round, status, rank, path, recommendedBy, version, versions }) => ({
        round, status, rank, path, version,
        recommendedBy: recommendedBy.map(({ level }) => level),
        versions: versions.map(({ version: number, attachments }) => ({ version: number, kinds: attachments.map(({ kind }) => kind) })),
      })),
      refusals: refusals.map(({ round, rule, clause, on }) => ({ round, rule, clause, on })),
      verdicts: verdicts.map(({ kind, period, grade }) => ({ kind, period, grade })),
      ...(JSON.parse(JSON.stringify(career)) as JsonObject),
    };
    this.#hold(expected, found, { zh: name, en: name }, [...place, name]);
  }

  async #round(views: ExampleViews, name: string, expected: JsonObject, place: Place): Promise<void> {
    const document = await views.one(ROUNDS, this.#id('round', name, place, name));
    if (document === undefined) return this.#differs(place, `没有届次 ${name} 的视图`, `There is no view of round ${name}`, name);
    const { stage, recommendation, recommendationTotal, recommendationByLevel, award, counts, deadlines, limits, changes, late } = roundAsOf(document.body as RoundDocument, this.#asOf);
    const exceptions = ((document.body as RoundDocument).exceptions ?? []).filter(({ on }) => on <= this.#asOf);
    const said: JsonObject = {
      deadlines: deadlines.map((deadline) => ({ ...deadline })),
      limits: Object.fromEntries(limits.map(({ code, ...limit }) => [code, { ...limit }])),
      changes: [...changes],
      late: [...late],
    };
    const { streams, programmes } = this.play.office.application.desk;
    const { opened } = (await streams.load(rounds, `round-${document.id}`)).state;
    const rules = opened === null ? null : await programmes.effective(opened.programme, opened.version, opened.adoptions);
    const lead = opened === null || rules === null ? null : leadOfRound(rules, opened.tier, opened.parameters, (await streams.load(orgs, 'orgs')).state);
    const body = document.body as RoundDocument;
    const query = roundsOfItsKind(body);
    const ofItsKind = query === null ? [] : (await views.all(ROUNDS, (page) => ({ ...query, ...page }))).map((one) => one.body as RoundDocument);
    const cadence = opened === null || rules === null ? null : cadenceOf(rules.tiers.find(({ code }) => code === opened.tier)?.cadenceYears ?? null, body, ofItsKind);
    const validity = rules === null ? null : validityOf(rules, body);
    const found: JsonObject = { ...said, cadence: cadence === null ? null : { ...cadence }, validity: validity === null ? null : { ...validity }, lead: lead === null ? null : { ...lead, working: [...lead.working] }, exceptions, stage, recommendation: { ...recommendationTotal }, award: { ...award }, counts, levels: recommendationByLevel.map((seats) => ({ ...seats })), units: Object.fromEntries(recommendation.map(({ unit, ...seats }) => [unit, { ...seats }])) };
    this.#hold(expected, found, { zh: `届次 ${name}`, en: `round ${name}` }, [...place, name]);
  }

  async #posted(views: ExampleViews, name: string, expected: JsonObject, place: Place): Promise<void> {
    const id = this.#id('publicity', name, place, name);
    const document = (await views.one(PUBLICITIES, id))?.body as PublicityDocument | undefined;
    const { streams, programmes } = this.play.office.application.desk;
    const state = document === undefined ? undefined : (await streams.load(rounds, `round-${document.round}`)).state;
    const posting = state?.publicities.get(id);
    if (state === undefined || posting === undefined) return this.#differs(place, `没有公示 ${name} 的视图`, `There is no view of publicity ${name}`, name);
    const { programme, version, adoptions } = openedRound(state);
    const found: JsonObject = { ...postedOn(posting, state, await programmes.effective(programme, version, adoptions), this.#asOf) };
    this.#hold(expected, found, { zh: `公示 ${name}`, en: `publicity ${name}` }, [...place, name]);
  }

  /** In the order of the names of experts and candidates: ids of the same people differ from place to place. */
  async #conflicts(panel: string, expected: readonly JsonObject[], place: Place): Promise<void> {
    const [name = '', n] = panel.split(' ');
    const { desk } = this.play.office.application;
    const answer = await conflictsOfPanel(desk, desk.ports.store, this.#id('round', name, place, panel), Number(n), this.#asOf);
    if (answer === null) return this.#differs(place, `没有评审组 ${panel}`, `There is no panel ${panel}`, panel);
    const called = ({ expert, teacher, kind }: ConflictLine): string => `${this.play.names.nameOf(expert) ?? expert} ${this.play.names.nameOf(teacher) ?? teacher} ${kind}`;
    const found = answer.conflicts.map((line) => ({ by: called(line), line: plain(line) })).sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ line }) => line);
    if (!matches([...expected], found, this.play.names)) this.#differs(place, `评审组 ${panel} 在 ${this.#asOf} 的关系是 ${foundInWords([...expected], found, this.play.names)}`, `The conflicts of panel ${panel} as of ${this.#asOf} are ${foundInWords([...expected], found, this.play.names)}`, panel);
  }

  /** By the latest version, with what is adopted by now. */
  #rules(): Promise<EffectiveProgramme> {
    return this.play.office.application.desk.programmes.effective(this.play.programme.definition.id);
  }

  async #training(name: string, expected: { readonly [requirement: string]: JsonObject | null }, place: Place): Promise<void> {
    const id = this.#id('teacher', name, place, name);
    const standings = trainingStandings(await this.#life(`teacher-${id}`), [await this.#rules()], this.#asOf);
    for (const [requirement, wanted] of Object.entries(expected)) {
      if (!Object.hasOwn(this.play.programme.definition.training ?? {}, requirement)) throw fault([...place, name], `方案没有培训要求“${requirement}”`, `The programme has no training requirement "${requirement}"`, requirement);
      const standing = standings.find((one) => one.requirement === requirement);
      const found = standing === undefined ? null : trainingSaid(standing);
      if (wanted === null ? found !== null : !matches(wanted, found, this.play.names)) this.#differs([...place, name], `${name} 在 ${this.#asOf} 的 ${requirement} 是 ${JSON.stringify(found)}`, `${requirement} of ${name} as of ${this.#asOf} is ${JSON.stringify(found)}`, requirement);
    }
  }

  async #terms(name: string, expected: readonly JsonObject[], place: Place): Promise<void> {
    this.#id('teacher', name, place, name);
    const found = termLines(await this.#life(this.play.names.stream(name) ?? ''), await this.#rules(), this.#asOf);
    if (found.length !== expected.length || expected.some((one, index) => !matches(one, found[index], this.play.names))) this.#differs(place, `${name} 在 ${this.#asOf} 的届期是 ${foundInWords([...expected], [...found], this.play.names)}`, `The terms of ${name} as of ${this.#asOf} are ${foundInWords([...expected], [...found], this.play.names)}`, name);
  }

  async #office(requirement: string, expected: readonly JsonObject[], place: Place): Promise<void> {
    const rules = await this.#rules();
    const { state } = await this.play.office.application.desk.streams.load(trainingOffice, basesStream(rules.id));
    const { from } = this.play.programme.definition.effective;
    const duties = officeDuties(state, rules, this.#asOf, [], rules.validity?.from ?? (isOpenLeaf(from) ? this.#asOf : from.value)).filter((duty) => duty.requirement === requirement);
    const found = duties.map(({ clause, population, by, subject, status, perYear, year, held, missedBefore }): JsonObject => ({ clause, population, by: said(by), subject, status, perYear, year: { ...year }, held: held.map(({ title, heldOn }) => ({ title, heldOn })), missedBefore }));
    if (found.length !== expected.length || expected.some((one, index) => !matches(one, found[index], this.play.names))) this.#differs(place, `${requirement} 在 ${this.#asOf} 是 ${JSON.stringify(found)}`, `${requirement} as of ${this.#asOf} is ${JSON.stringify(found)}`, requirement);
  }

  async #audit(views: ExampleViews, check: AuditCheck, place: Place): Promise<void> {
    const { size, type, actor, enteredBy, subject, round, clause } = check;
    const filter = {
      effectiveUpTo: this.#asOf,
      ...(type === undefined ? {} : { types: [type] }),
      ...(clause === undefined ? {} : { clause }),
      ...(actor === undefined ? {} : { actor: this.#id('person', actor, place, 'actor') }),
      ...(enteredBy === undefined ? {} : { enteredBy: this.#id('person', enteredBy, place, 'enteredBy') }),
      ...(subject === undefined ? {} : { subject: this.#id('teacher', subject, place, 'subject') }),
      ...(round === undefined ? {} : { round: this.#id('round', round, place, 'round') }),
    };
    const found = await views.all(AUDIT_TRAIL, (page) => auditQuery(filter, page));
    if (found.length !== size) this.#differs(place, `办理记录有 ${found.length} 条`, `The audit trail has ${found.length} entries`, 'size');
  }

  /** Only what the example says is compared; a key that nothing is found under is a misspelling. */
  #hold(expected: JsonObject, found: JsonObject, of: { readonly zh: string; readonly en: string }, place: Place): void {
    for (const [key, value] of Object.entries(expected)) {
      if (!Object.hasOwn(found, key)) throw fault(place, `不认识的键“${key}”：可用 ${Object.keys(found).join('、')}`, `Unknown key "${key}": one of ${Object.keys(found).join(', ')}`, key);
      if (!matches(value, found[key], this.play.names)) this.#differs(place, `${of.zh} 在 ${this.#asOf} 的 ${key} 是 ${foundInWords(value, found[key], this.play.names)}`, `${key} of ${of.en} as of ${this.#asOf} is ${foundInWords(value, found[key], this.play.names)}`, key);
    }
  }

  #id(kind: NameKind, name: string, place: Place, key: string): string {
    const id = this.play.names.find(kind, name);
    if (id === undefined) throw fault(place, `没有“${name}”：请查对拼写`, `Nothing is named "${name}": check its spelling`, key);
    return id;
  }

  #differs(place: Place, zh: string, en: string, key: string): void {
    const known = this.then.asKnown;
    this.play.differs(place, known === undefined ? zh : `按 ${known} 所知，${zh}`, known === undefined ? en : `As known on ${known}: ${en}`, key);
  }
}

/** What a line of a history may say of its fact. */
function lineOf(fact: Recorded, teacher: string): { readonly [key: string]: Json } {
  const { data, meta } = fact;
  return {
    on: meta.effectiveOn,
    clause: meta.rule?.clause ?? data['clause'] ?? null,
    number: meta.act?.number ?? null,
    corrects: meta.corrects !== undefined,
    data,
    personal: fact.private[teacher] ?? null,
  };
}

function said(by: TrainingStanding['by']): JsonObject | null {
  return by === null ? null : { ...by };
}

/** What an example may say of a requirement: as a whole, then part by part. */
function trainingSaid({ status, clause, population, by, since, due, parts, reference, ended }: TrainingStanding): JsonObject {
  return { status, clause, population, by: said(by), since, due, reference, ended, ...Object.fromEntries(parts.map(({ part, status: of, window, asked, found, missing, due: by, clause: at }) => [part, { status: of, window: window === null ? null : { ...window }, asked, found, missing, due: by, clause: at }])) };
}

/** A row without what is sealed in it. */
function withoutParts(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'personal'));
}

/** A day is known to its end. */
function knownOf(moment: string): Instant {
  return moment.length === 10 ? new Date(Date.parse(instantOf(moment, '23:59')) + 59_999).toISOString() : instantOf(moment);
}

function isMany<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
