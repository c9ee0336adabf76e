'use strict';
const { createHash, randomBytes, randomUUID } = require('node:crypto');
const { built } = require('./built');
const { encode, stamp } = built('src/event-store/codec');
const { newEventId } = built('src/ids');

const hash = (text) => createHash('sha256').update(text).digest('hex');
const key = randomBytes(32);
const SUBJECTS = ['CHINESE', 'MATHEMATICS', 'ENGLISH', 'PHYSICS', 'MUSIC'];
const STAGES = ['PRIMARY', 'JUNIOR', 'SENIOR'];
const day = (year, n) => `${year}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;

/**
 * Thirty facts of an ordinary career, in order. Trainings and yearly assessments are most of it; one in three candidates
 * is conferred, one teacher in two moves once. Named by what happens, so that the mix can be read off.
 */
const CAREER = [
  'registered', 'training', 'training', 'annual', 'training', 'training', 'annual', 'consent', 'nominated', 'recommended', 'outcome',
  'training', 'training', 'annual', 'training', 'moved', 'training', 'annual', 'training', 'training', 'annual', 'training', 'training', 'annual',
  'training', 'training', 'annual', 'training', 'training', 'annual',
];

function fact(teacher, step) {
  const n = Number(teacher.slice(2));
  const year = 1996 + step;
  const on = day(year, n + step);
  const unit = `o-${n % 200}`;
  const [stage, subject] = [STAGES[n % 3], SUBJECTS[n % 5]];
  const [round, nomination] = [`r-${n % 40}`, `n-${n}`];
  const place = { programme: 'weihai-edz-2017', tier: n % 6 === 0 ? 'BACKBONE' : 'RISING_STAR', track: 'TEACHER' };
  switch (CAREER[step % CAREER.length]) {
    case 'registered':
      return { type: 'TeacherRegistered', useCase: 'RegisterTeacher', on, data: { unit, stage, subject, enteredOn: on, onEstablishment: true, inPost: true }, part: { name: `王老师${n}`, formerNames: [], identityType: 'RESIDENT_ID', identityNumber: `37100219850101${String(n).padStart(4, '0')}`, birthDate: '1985-01-01', sex: '2', phone: null } };
    case 'consent':
      return { type: 'ConsentGiven', useCase: 'GiveConsent', on, data: { round, form: 'APPLIED' } };
    case 'nominated': {
      const verdicts = ['bornOnOrAfter@1', 'yearsOfService@1', 'onEstablishment@1'].map((rule, i) => ({ rule, clause: `W12.${i + 1}`, holds: true, bound: { value: i } }));
      return { type: 'Nominated', useCase: 'SubmitNomination', on, data: { nomination, round, ...place, unit, stage, subject, verdicts }, part: { inputs: { bornOnOrAfter: { birthDate: '1985-01-01' }, yearsOfService: { years: 11 } } } };
    }
    case 'recommended':
      return { type: 'SchoolRecommended', useCase: 'RecommendAtSchool', on, data: { nomination, round, reservation: randomUUID(), unit } };
    case 'outcome':
      return n % 3 === 0
        ? { type: 'TitleConferred', useCase: 'ConferTitles', on, data: { title: `ti-${n}`, ...place, stage, subject, unit, round, nomination, reservation: randomUUID(), batch: `b-${n % 40}`, certificate: `WH-${year}-${n}`, term: { number: 1, from: on, to: null } } }
        : { type: 'NotSelected', useCase: 'ConferTitles', on, data: { nomination, round, rank: (n % 90) + 1, batch: `b-${n % 40}` } };
    case 'moved':
      if (n % 2 === 0) return { type: 'Transferred', useCase: 'TransferTeacher', on, data: { from: unit, to: `o-${(n + 1) % 200}`, stage, subject } };
      break;
    case 'annual':
      return { type: 'AssessedQualified', useCase: 'ConcludeAssessment', on, data: { assessment: `as-${n}-${step}`, programme: place.programme, kind: 'ANNUAL', period: String(year), title: null, assessor: unit } };
    default:
  }
  return { type: 'CompletedTraining', useCase: 'RecordTraining', on, data: { training: `t-${n}-${step}`, topic: 'CLASS_TEACHER', periods: 6, provider: 'o-centre', completedOn: on, source: hash(`${n}/${step}`), credit: null, base: null, converted: null, late: false }, ...(step % 10 === 1 ? { part: { activity: '班主任工作专题培训', source: `2019-${n}` } } : {}) };
}

/** One stored event of one life. */
function lived(n, step) {
  const teacher = `p-${n}`;
  const { type, useCase, on, data, part } = fact(teacher, step);
  const { version, class: kind } = stamp(type);
  const command = randomUUID();
  return encode(
    {
      id: newEventId(), type, version, stream: `teacher-${teacher}`, revision: step, recordedAt: `${on}T01:02:03.004Z`, data,
      ...(part === undefined ? {} : { private: { [teacher]: part } }),
      meta: {
        commandId: command, useCase, request: hash(command), actor: `p-clerk-${n % 50}`, appointment: `a-${n % 50}`, capacity: { post: 'SchoolAdmin', org: `o-${n % 200}` },
        effectiveOn: on, context: { today: on }, cause: command, correlation: command, class: kind,
      },
    },
    part === undefined ? new Map() : new Map([[teacher, key]]),
    randomBytes,
  );
}

/** Writes a log of `events` events about `teachers` teachers, everybody's careers side by side as in a bureau's years. */
async function fill(store, teachers, events) {
  let bytes = 0;
  let pending = [];
  for (let i = 0; i < events; i++) {
    const step = Math.floor(i / teachers);
    const envelope = lived(i % teachers, step);
    if (i % 97 === 0) bytes += Buffer.byteLength(JSON.stringify(envelope));
    pending.push(store.append(envelope.stream, step - 1, [envelope]));
    if (pending.length === 512) {
      await Promise.all(pending);
      pending = [];
    }
  }
  await Promise.all(pending);
  return { eventBytes: Math.round(bytes / Math.ceil(events / 97)) };
}

module.exports = { CAREER, fill, lived };
