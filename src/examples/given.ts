import type { BusinessDate } from '../domain/dates';
import { addDays } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import type { Place } from '../domain/rules/problems';
import { fault } from './difference';
import { expand, expandAll } from './names';
import { dayOf } from './office';
import type { NamedCommand, Play } from './play';
import { refusedInWords } from './words';
import type { Venue } from './venue';
import type { As, FinishedRound, Given, Step } from './worked-example';

/** Units exist and posts are held from this day where an example does not say since when. */
const LONG_AGO: BusinessDate = '2010-01-01';

/** The day on which the stage is set: before everything that is told to have happened. */
export function beginning({ on, history = [] }: Given): BusinessDate {
  return history.reduce<BusinessDate>((first, entry) => {
    const day = 'round' in entry ? entry.round.opened : dayOf(entry.recorded ?? entry.on);
    return day < first ? day : first;
  }, on);
}

/** Who records the first appointment of all where the officer herself is registered before it. */
export const FIRST_OFFICER: PersonId = 'first-officer';

/** Who records the appointments: the first bureau officer of the list. Error: ExampleError. */
export function officerOf({ people }: Given): string {
  return firstOf(people).officer;
}

/** The person whose first appointment is accepted: the officer, or who registers her. Error: ExampleError. */
export function firstOfficer({ people }: Given): PersonId {
  const { called, officer } = firstOf(people);
  return called ? FIRST_OFFICER : officer;
}

function firstOf(people: Given['people']): { readonly officer: string; readonly called: boolean } {
  const index = people.findIndex(({ post }) => post === 'BureauOfficer');
  const officer = people[index];
  if (officer === undefined) throw fault(['given', 'people'], 'people 中须有一名 BureauOfficer，由其登记其余', 'People needs a BureauOfficer, who records the rest');
  return { officer: expand(officer.name, ['given', 'people', index, 'name'])[0] ?? officer.name, called: officer.called !== undefined };
}

/** A bureau that is there already, above the units of the example, and its officer. */
export interface Host {
  readonly org: OrgId;
  readonly officer: PersonId;
}

/** Sets the stage through the ordinary commands. Error: ExampleError. */
export async function setUp(play: Play, given: Given): Promise<void> {
  await found(play, given);
  await prepare(play, given);
}

type DoIt = (useCase: string, body: JsonObject, place: Place, name?: string) => Promise<unknown>;

function doing(play: Play<Venue>, person: string): DoIt {
  return (useCase, body, place, name) => mustDo(play, { as: { person }, do: useCase, with: body, ...(name === undefined ? {} : { name }) }, null, place);
}

/** Units, people and their posts. Error: ExampleError. */
export async function found(play: Play<Venue>, given: Given, host?: Host): Promise<void> {
  const officer = officerOf(given);
  const first = host?.officer ?? firstOfficer(given);
  if (host !== undefined) play.names.define(host.org, { org: host.org });
  play.names.define(first, { person: first });
  const doIt = doing(play, first);
  for (const [index, org] of given.orgs.entries()) {
    const place: Place = ['given', 'orgs', index];
    for (const name of expand(org.name, [...place, 'name'])) {
      const level = org.level ?? (org.parent === undefined ? 'DISTRICT' : 'SCHOOL');
      const stages = org.stages ?? (level === 'SCHOOL' ? ['PRIMARY'] : []);
      const id = play.office.idOf(name);
      play.names.define(name, { org: id });
      play.stages.set(name, stages);
      const names = { zh: org.called?.zh ?? name, en: org.called?.en ?? name };
      await doIt('RegisterOrg', { org: id, names, level, kind: org.kind ?? (level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU'), parent: org.parent ?? host?.org ?? null, stages: [...stages], code: null, rural: false, effectiveOn: org.from ?? LONG_AGO }, place);
    }
  }
  await register(play, given, doIt);
  await appoint(play, given, officer, doIt);
}

/** The programme, the dossiers, and what happened before. Error: ExampleError. */
export async function prepare(play: Play<Venue>, given: Given): Promise<void> {
  const officer = officerOf(given);
  const doIt = doing(play, officer);
  await doIt('PublishProgrammeVersion', { text: play.programme.text }, ['given']);
  if (given.adopted !== 'none') {
    for (const { path, value } of play.programme.choices) await doIt('AdoptOpenValue', { version: play.programme.definition.version, path, value, sample: true }, ['given', 'adopted']);
  }
  for (const [index, teacher] of (given.teachers ?? []).entries()) {
    const place: Place = ['given', 'teachers', index];
    const units = expand(teacher.unit, [...place, 'unit']);
    for (const [turn, name] of expand(teacher.name, [...place, 'name']).entries()) {
      const unit = units[turn % units.length] ?? teacher.unit;
      play.names.id('org', unit, [...place, 'unit']);
      await doIt('RegisterTeacher', play.dossiers.body({ ...teacher, unit }, play.stages.get(unit) ?? []), place, name);
    }
  }
  for (const [index, entry] of (given.history ?? []).entries()) {
    const place: Place = ['given', 'history', index];
    if ('round' in entry) await playRound(play, entry.round, officer, [...place, 'round']);
    else await carryOutStep(play, entry, place);
  }
}

/** Before any appointment, so that whoever comes with a name is registered by the same person wherever the example is played. */
async function register(play: Play<Venue>, given: Given, doIt: DoIt): Promise<void> {
  for (const [index, { name, called }] of given.people.entries()) {
    if (called === undefined) continue;
    const place: Place = ['given', 'people', index];
    const names = expand(name, [...place, 'name']);
    const told = typeof called === 'string' ? [called] : called;
    if (told.length !== names.length) throw fault(place, `${names.length} 人写了 ${told.length} 个姓名：每人各写一个`, `${told.length} names for ${names.length} people: give each her own`, 'called');
    for (const [turn, one] of names.entries()) if (!play.names.has(one)) await doIt('RegisterPerson', { name: told[turn] ?? '', effectiveOn: LONG_AGO }, place, one);
  }
}

/** Hers by who registered her, the others by her. */
async function appoint(play: Play<Venue>, given: Given, officer: string, first: DoIt): Promise<void> {
  const appointments = given.people.flatMap((person, index) => {
    const place: Place = ['given', 'people', index];
    const orgs = expand(person.org, [...place, 'org']);
    return expand(person.name, [...place, 'name']).map((name, turn) => ({ name, person, org: orgs[turn % orgs.length] ?? person.org, place }));
  });
  // Hers comes first: it is what lets her record the others.
  const own = appointments.findIndex(({ name, person }) => name === officer && person.post === 'BureauOfficer');
  const ordered = [...appointments.slice(own, own + 1), ...appointments.slice(0, own), ...appointments.slice(own + 1)];
  for (const [turn, { name, person, org, place }] of ordered.entries()) {
    if (!play.names.has(name)) play.names.define(name, { person: play.office.idOf(name) });
    play.names.id('org', org, [...place, 'org']);
    const doIt = turn === 0 ? first : doing(play, officer);
    await doIt('RecordAppointment', { person: name, post: person.post, org, from: person.from ?? LONG_AGO, to: person.to ?? null }, place);
  }
}

/** A step that has happened: refused only where it says so. Error: ExampleError. */
export async function carryOutStep(play: Play<Venue>, step: Step, place: Place): Promise<void> {
  await play.moveTo(step.recorded ?? step.on, place, step.recorded === undefined ? 'on' : 'recorded');
  for (const command of await play.expanded(step, place)) await mustDo(play, command, step.recorded === undefined ? null : dayOf(step.on), place, step.refused !== undefined);
}

/** A finished round, step by step, from its notice to its titles: nothing is put into the log by hand. */
async function playRound(play: Play<Venue>, told: FinishedRound, officer: string, place: Place): Promise<void> {
  const { name, tier, track, opened, bornOnOrAfter, stages, awardSeats, conferredOn, number } = told;
  const bureau = play.appointed.find(({ person, post }) => person === officer && post === 'BureauOfficer');
  const experts = play.appointed.filter(({ post }) => post === 'Expert').map(({ person }) => person);
  const ranked = expandAll(told.ranked, [...place, 'ranked']);
  const teachers = ranked.map((one, index) => play.names.id('teacher', one, [...place, 'ranked', index]));
  await play.moveTo(opened, place, 'opened');
  const units = await Promise.all(teachers.map(async (id) => (await play.unitOf(id)) ?? ''));
  const recommendationSeats = [...new Set(units)].map((unit) => ({ unit, seats: units.filter((other) => other === unit).length }));
  const act = { body: bureau?.org ?? '', kind: '决定', number, date: opened, file: null };
  const by = (as: As, useCase: string, body: JsonObject, more: Partial<NamedCommand> = {}) => mustDo(play, { as, do: useCase, with: body, ...more }, null, place);
  const as: As = { person: officer };
  const on = (day: BusinessDate) => play.moveTo(day, place, 'conferredOn');

  const closing = addDays(opened, 10);
  const parameters = { bornOnOrAfter, snapshotOn: opened, nominationsFrom: opened, nominationsTo: closing, recommendationSeats, awardSeats, requiredAttachments: [], ...(stages === undefined ? {} : { stages: [...stages] }) };
  await by(as, 'OpenRound', { names: { zh: name, en: name }, tier, track, parameters, demonstration: true }, { name });
  for (const teacher of ranked) {
    await by({ person: teacher }, 'GiveConsent', { round: name });
    await by({ clerkOf: teacher }, 'SubmitNomination', { round: name, teacher });
    await by({ clerkOf: teacher }, 'RecommendAtSchool', { round: name, teacher, act: { ...act, body: '$unit', kind: '会议纪要', number: null } });
  }
  await on(addDays(closing, 1));
  await by(as, 'CloseNominations', { round: name });
  await by(as, 'FormPanel', { round: name, panel: 1, group: '评委会', experts, candidates: [...ranked] });
  for (const expert of experts) {
    const sheets = await play.expanded({ on: closing, as: { person: expert }, do: 'SubmitScore', with: { round: name, panel: 1 }, marks: { best: ranked } }, place);
    for (const sheet of sheets) await mustDo(play, sheet, null, place);
  }
  await by(as, 'ClosePanel', { round: name, panel: 1 });
  await by(as, 'OpenScores', { round: name, act });
  await by(as, 'RankCandidates', { round: name });
  const publicity = await by(as, 'OpenPublicity', { round: name, places: ['官网'] });
  const lastDay = publicity.outcome.kind === 'accepted' ? String(publicity.outcome.result['lastDay']) : closing;
  if (addDays(lastDay, 1) > conferredOn) throw fault(place, `公示到 ${lastDay} 才结束，conferredOn 须在其后`, `Publicity runs through ${lastDay}: conferredOn must come after it`, 'conferredOn');
  await on(conferredOn);
  await by(as, 'ClosePublicity', { round: name, proofs: [{ place: '官网', file: null }], objections: 0 });
  await by(as, 'ConferTitles', { round: name, act: { ...act, date: conferredOn }, effectiveOn: conferredOn });
}

/** What is given has happened: where the handlers will not have it, the example cannot begin. */
async function mustDo(play: Play<Venue>, command: NamedCommand, late: string | null, place: Place, mayBeRefused = false) {
  const done = await play.carryOut(command, late, place);
  if (done.outcome.kind === 'refused' && !mayBeRefused) {
    const { zh, en } = refusedInWords(done.outcome.refusal, play.names);
    throw fault(place, `${command.do} 被拒绝：${zh}`, `${command.do} was refused: ${en}`);
  }
  return done;
}
