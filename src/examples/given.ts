import type { BusinessDate } from '../domain/dates';
import { addDays } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import type { Place } from '../domain/rules/problems';
import { fault } from './difference';
import { expand, expandAll } from './names';
import { dayOf } from './office';
import type { NamedCommand, Play } from './play';
import { refusedInWords } from './words';
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

/** Who records the first appointment of all: the first bureau officer of the list. Error: ExampleError. */
export function firstOfficer({ people }: Given): string {
  const index = people.findIndex(({ post }) => post === 'BureauOfficer');
  const officer = people[index];
  if (officer === undefined) throw fault(['given', 'people'], 'people 中须有一名 BureauOfficer，由其登记其余', 'People needs a BureauOfficer, who records the rest');
  return expand(officer.name, ['given', 'people', index, 'name'])[0] ?? officer.name;
}

/** Sets the stage through the ordinary commands. Error: ExampleError. */
export async function setUp(play: Play, given: Given, officer: string): Promise<void> {
  const as: As = { person: officer };
  const doIt = (useCase: string, body: JsonObject, place: Place, name?: string) => mustDo(play, { as, do: useCase, with: body, ...(name === undefined ? {} : { name }) }, null, place);
  play.names.define(officer, { person: officer });
  for (const [index, org] of given.orgs.entries()) {
    const place: Place = ['given', 'orgs', index];
    for (const name of expand(org.name, [...place, 'name'])) {
      const level = org.level ?? (org.parent === undefined ? 'DISTRICT' : 'SCHOOL');
      const stages = org.stages ?? (level === 'SCHOOL' ? ['PRIMARY'] : []);
      play.names.define(name, { org: name });
      play.stages.set(name, stages);
      await doIt('RegisterOrg', { org: name, names: { zh: name, en: name }, level, kind: org.kind ?? (level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU'), parent: org.parent ?? null, stages: [...stages], code: null, rural: false, effectiveOn: org.from ?? LONG_AGO }, place);
    }
  }
  await appoint(play, given, officer, doIt);
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
    else await playStep(play, entry, place);
  }
}

async function appoint(play: Play, given: Given, officer: string, doIt: (useCase: string, body: JsonObject, place: Place) => Promise<unknown>): Promise<void> {
  const appointments = given.people.flatMap((person, index) => {
    const place: Place = ['given', 'people', index];
    const orgs = expand(person.org, [...place, 'org']);
    return expand(person.name, [...place, 'name']).map((name, turn) => ({ name, person, org: orgs[turn % orgs.length] ?? person.org, place }));
  });
  // Hers comes first: it is what lets her record the others.
  const own = appointments.findIndex(({ name, person }) => name === officer && person.post === 'BureauOfficer');
  const ordered = [...appointments.slice(own, own + 1), ...appointments.slice(0, own), ...appointments.slice(own + 1)];
  for (const { name, person, org, place } of ordered) {
    if (!play.names.has(name)) play.names.define(name, { person: name });
    play.names.id('org', org, [...place, 'org']);
    await doIt('RecordAppointment', { person: name, post: person.post, org, from: person.from ?? LONG_AGO, to: person.to ?? null }, place);
  }
}

async function playStep(play: Play, step: Step, place: Place): Promise<void> {
  await play.moveTo(step.recorded ?? step.on, place, step.recorded === undefined ? 'on' : 'recorded');
  for (const command of await play.expanded(step, place)) await mustDo(play, command, step.recorded === undefined ? null : dayOf(step.on), place);
}

/** A finished round, step by step, from its notice to its titles: nothing is put into the log by hand. */
async function playRound(play: Play, told: FinishedRound, officer: string, place: Place): Promise<void> {
  const { name, tier, track, opened, bornOnOrAfter, awardSeats, conferredOn, number } = told;
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
  const parameters = { bornOnOrAfter, snapshotOn: opened, nominationsFrom: opened, nominationsTo: closing, recommendationSeats, awardSeats, requiredAttachments: [] };
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
async function mustDo(play: Play, command: NamedCommand, late: string | null, place: Place) {
  const done = await play.carryOut(command, late, place);
  if (done.outcome.kind === 'refused') {
    const { zh, en } = refusedInWords(done.outcome.refusal, play.names);
    throw fault(place, `${command.do} 被拒绝：${zh}`, `${command.do} was refused: ${en}`);
  }
  return done;
}
