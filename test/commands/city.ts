import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '../../src/application';
import { act, done, dossier, OFFICER } from './town';

/** The practice programme with three levels, as its worked examples run by it. */
export const PRACTICE = readFileSync(join(__dirname, '../programmes/levels/programme.yaml'), 'utf8');
export const COUNTY = 'county-officer';
const from = '2017-01-01';

/** A city with a county, in it one school with a clerk, and the programme of three levels. */
export async function settleCity(app: Application): Promise<void> {
  const unit = (org: string, level: string, kind: string, parent: string | null) =>
    done(app, OFFICER, 'RegisterOrg', {}, { org, names: { zh: org, en: org }, level, kind, parent, stages: kind === 'SCHOOL' ? ['PRIMARY'] : [], code: null, rural: false, effectiveOn: from });
  const post = (person: string, held: string, org: string) => done(app, OFFICER, 'RecordAppointment', {}, { person, post: held, org, from, to: null });
  await unit('edz', 'CITY', 'BUREAU', null);
  await post(OFFICER, 'BureauOfficer', 'edz');
  await unit('county', 'DISTRICT', 'BUREAU', 'edz');
  await unit('school-1', 'SCHOOL', 'SCHOOL', 'county');
  await post(COUNTY, 'BureauOfficer', 'county');
  await post('clerk-1', 'SchoolAdmin', 'school-1');
  await done(app, OFFICER, 'PublishProgrammeVersion', { programme: 'levels' }, { text: PRACTICE });
}

export async function countyRound(app: Application, seats: { readonly school: number; readonly county: number } = { school: 3, county: 2 }): Promise<string> {
  const parameters = {
    bornOnOrAfter: '1970-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
    recommendationSeats: [{ unit: 'school-1', seats: seats.school }, { unit: 'county', seats: seats.county }], awardSeats: 1, requiredAttachments: [],
  };
  const { round } = await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '市级名师', en: 'Renowned' }, programme: 'levels', tier: 'RENOWNED', track: 'TEACHER', parameters });
  return String(round);
}

/** Registers her and puts her forward as far as the school. */
export async function nominate(app: Application, round: string, n: number, attachments: readonly unknown[] = []): Promise<string> {
  const teacher = String((await done(app, 'clerk-1', 'RegisterTeacher', {}, dossier(n, 'school-1'))).teacher);
  await done(app, teacher, 'GiveConsent', { round }, {});
  await done(app, 'clerk-1', 'SubmitNomination', { round }, { teacher, attachments });
  await done(app, 'clerk-1', 'RecommendAtSchool', { round }, { teacher, act: act() });
  return teacher;
}
