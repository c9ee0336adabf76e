import { act, clerk, dossier, OFFICER, PROGRAMME, schoolName } from '../../commands/town';
import type { Client } from './client';

export const SCHOOLS = 4;
export const AWARDED = 50;

/** How many places each school has, and how many teachers there are. */
export interface Size {
  readonly places: number;
  readonly teachers: number;
}

/** Issue 4: 80 are put forward for 50. */
export const FULL: Size = { places: 20, teachers: 92 };
/** Two more than are awarded: enough for whoever is killed while it is played. */
export const SMALL: Size = { places: 13, teachers: 64 };

const EXPERTS = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
/** The first three are born one day before the bound. */
export const TOO_OLD = 3;

/** What later steps have to know; the same in every run, since ids follow from keys. */
export interface Course {
  teachers: readonly string[];
  round: string;
  /** Put forward, in the order in which they were. */
  candidates: readonly string[];
  /** Rules by which somebody was refused, once for each. */
  readonly refused: string[];
}

/** One stretch of the course: a business day, and what is said on it. */
export interface Chapter {
  readonly name: string;
  readonly on: string;
  play(client: Client, course: Course, size: Size): Promise<void>;
}

const schools = Array.from({ length: SCHOOLS }, (_, index) => schoolName(index + 1));
const unitOf = (n: number): string => schoolName((n % SCHOOLS) + 1);

/** All at once, each list in its own order. */
const lanes = async <T>(each: readonly T[], work: (one: T) => Promise<void>): Promise<void> => void (await Promise.all(each.map(work)));

/**
 * A round from the import of its teachers to 50 titles. Each school's clerk works through her list in its order, so that
 * who gets a place does not hang on how the schools' requests interleave, nor on who is killed when.
 */
export const chapters: readonly Chapter[] = [
  {
    name: 'import', on: '2019-05-10T01:00:00.000Z',
    play: async (client, course, { teachers: count }) => {
      const rows = Array.from({ length: count }, (_, n) => dossier(n, unitOf(n), n < TOO_OLD ? '1983-12-31' : '1990-01-02'));
      const { teachers } = await client.done(OFFICER, '/teachers/batches', { rows }, 'import');
      course.teachers = teachers as readonly string[];
    },
  },
  {
    name: 'nominations', on: '2019-05-10T02:00:00.000Z',
    play: async (client, course, { places }) => {
      const parameters = {
        bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
        recommendationSeats: schools.map((unit) => ({ unit, seats: places })), awardSeats: AWARDED, requiredAttachments: [],
      };
      const { round } = await client.done(OFFICER, '/rounds', { names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true }, 'round');
      course.round = String(round);
      const putForward: string[] = [];
      await lanes(schools, async (school) => {
        for (const [n, teacher] of course.teachers.entries()) {
          if (unitOf(n) !== school) continue;
          await client.done(teacher, `/rounds/${course.round}/consents`, {}, 'consent');
          const nominated = await client.say(clerk(school), `/rounds/${course.round}/nominations`, { teacher }, `nominate-${teacher}`);
          if (nominated.status >= 300) {
            course.refused.push(String(nominated.body['rule']));
            continue;
          }
          const recommended = await client.say(clerk(school), `/rounds/${course.round}/recommendations`, { teacher, act: act() }, `recommend-${teacher}`);
          if (recommended.status < 300) putForward.push(teacher);
          else course.refused.push(String(recommended.body['rule']));
        }
      });
      course.candidates = course.teachers.filter((teacher) => putForward.includes(teacher));
    },
  },
  {
    name: 'scoring', on: '2019-06-03T01:00:00.000Z',
    play: async (client, course) => {
      const round = `/rounds/${course.round}`;
      await client.done(OFFICER, `${round}/nominations/close`, {}, 'close');
      await client.done(OFFICER, `${round}/panels`, { panel: 1, group: '语文', experts: EXPERTS, candidates: [...course.candidates] }, 'panel');
      // The last of the list ranks third: place in the ranking is not the order of coming.
      const order = [...course.candidates];
      order.splice(2, 0, ...order.splice(-1));
      await lanes(EXPERTS, async (expert) => {
        for (const [place, teacher] of order.entries()) {
          const mark = 99 - place * 0.25;
          await client.done(expert, `${round}/panels/1/scores`, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } }, `score-${teacher}`);
        }
      });
      await client.done(OFFICER, `${round}/panels/1/close`, {}, 'close-panel');
      await client.done(OFFICER, `${round}/scores/open`, { act: act() }, 'open-scores');
      await client.done(OFFICER, `${round}/ranking`, {}, 'rank');
    },
  },
  {
    name: 'publicity', on: '2019-06-10T01:00:00.000Z',
    play: async (client, course) => void (await client.done(OFFICER, `/rounds/${course.round}/publicity`, { places: ['区教体处网站'] }, 'publicity')),
  },
  {
    name: 'end of publicity', on: '2019-06-20T01:00:00.000Z',
    play: async (client, course) => void (await client.done(OFFICER, `/rounds/${course.round}/publicity/close`, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 }, 'publicity-close')),
  },
  {
    name: 'conferral', on: '2019-06-20T02:00:00.000Z',
    play: async (client, course) => void (await client.done(OFFICER, `/rounds/${course.round}/conferral`, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' }, 'confer')),
  },
];
