import type { GivenEvent } from './given';
import type { Random } from './random';

/** Of the titles; where a teacher is on a day is told apart. */
export const UNITS = ['u1', 'u2', 'u3'];
export const DAYS = ['2018-01-01', '2019-06-01', '2020-06-01', '2021-06-01', '2022-06-01', '2023-06-01'];
export const conferred = (title: string, programme: string, tier: string, unit = 'u1') => ({ title, programme, tier, track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit, round: 'r', nomination: `n-${title}`, reservation: 'x', batch: 'b', certificate: title, term: { number: 1, from: '2019-06-01', to: null } });
const listed = (name: string, conferredOn: string) => ({ name, level: 'CITY', conferredOn, number: null, programme: null, file: 'f', row: 2, verified: false });
const recognised = (programme: string, kind: string, number: string) => ({ programme, kind, level: 'PROVINCE', body: '省', number, evidence: { name: '名单', file: null } });

/** Few people, days and kinds, so that many share a career and many lose one: rounds, lists, recognitions, revocations, corrections, mergers. */
export function history(random: Random): readonly GivenEvent[] {
  const events: GivenEvent[] = [];
  const titles: { teacher: string; title: string; programme: string; tier: string; revocation?: string }[] = [];
  for (let n = 0; n < 40; n += 1) {
    const teacher = `t${random.below(7)}`;
    const [stream, id, on] = [`teacher-${teacher}`, `e${n}`, random.pick(DAYS)];
    const before = events.length === 0 ? undefined : random.pick(events);
    const [programme, tier] = [random.pick(['p', 'q']), random.pick(['STAR', 'MASTER'])];
    const turn = random.below(12);
    const held = titles.find((one) => one.teacher === teacher);
    if (turn < 4) {
      titles.push({ teacher, title: `ti-${n}`, programme, tier });
      events.push({ type: 'TitleConferred', stream, id, on, data: conferred(`ti-${n}`, programme, tier, random.pick(UNITS)) });
    } else if (turn < 6) events.push({ type: 'LegacyTitleImported', stream, id, on: '2015-01-01', data: listed(random.pick(['名师', '新秀']), random.pick(['2015', '2016-05'])) });
    else if (turn < 7) events.push({ type: 'ExternalRecognitionRecorded', stream, id, on, data: recognised(programme, random.pick(['GRADE', 'MODEL', 'OTHER']), `${n}`) });
    else if (turn < 8 && held !== undefined) {
      held.revocation = id;
      events.push({ type: 'TitleRevoked', stream, id, on, data: { title: held.title, programme: held.programme, tier: held.tier, ground: 'G', authority: 'b1', certificateRecovered: false } });
    } else if (turn < 9 && held?.revocation !== undefined) events.push({ type: 'RevocationOverturned', stream, id, on, data: { title: held.title, programme: held.programme, tier: held.tier, revocation: held.revocation } });
    else if (turn < 10 && before !== undefined && before.type !== 'FactVoided') events.push({ type: 'FactVoided', stream: before.stream, id, on, data: { event: before.id ?? '', reasonCode: 'ENTERED_IN_ERROR' } });
    else if (turn < 11 && before !== undefined && (before.type === 'TitleConferred' || before.type === 'LegacyTitleImported')) events.push({ ...before, id, on: random.pick(DAYS), meta: { corrects: before.id ?? '' } });
    else if (random.chance(0.4)) events.push({ type: random.chance(0.7) ? 'IdentitiesMerged' : 'MergeUndone', stream, id, on, data: { from: teacher, into: `t${random.below(7)}`, merge: 'm' } });
  }
  return events;
}
