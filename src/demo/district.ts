import type { BusinessDate } from '../domain/dates';
import { checkCharacter } from '../domain/identity-number';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { Draw } from './draw';

export interface DemoUnit {
  /** Short name for the player's own use. */
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly level: OrgLevel;
  readonly kind: OrgKind;
  readonly stages: readonly SchoolStage[];
  readonly rural: boolean;
  /** How many of the district's teachers work here, in parts. */
  readonly weight: number;
}

export interface DemoTeacher {
  readonly unit: string;
  readonly name: string;
  readonly identityNumber: string;
  readonly birthDate: BusinessDate;
  readonly sex: '1' | '2';
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly enteredOn: BusinessDate;
}

/** A district that does not exist: one bureau, one research centre and 22 schools. */
export const units: readonly DemoUnit[] = [
  { key: 'bureau', zh: '云港示范区教育体育处', en: 'Yungang Demonstration Zone Education and Sports Office', level: 'DISTRICT', kind: 'BUREAU', stages: [], rural: false, weight: 0 },
  { key: 'centre', zh: '云港示范区教育教学研究中心', en: 'Yungang Teaching Research Centre', level: 'DISTRICT', kind: 'RESEARCH_CENTRE', stages: [], rural: false, weight: 0 },
  ...([
    ['p1', '海晏小学', 'Haiyan Primary School', ['PRIMARY'], false, 9],
    ['p2', '望潮小学', 'Wangchao Primary School', ['PRIMARY'], false, 8],
    ['p3', '松涧小学', 'Songjian Primary School', ['PRIMARY'], false, 7],
    ['p4', '泊于镇中心小学', 'Boyu Town Central Primary School', ['PRIMARY'], true, 4],
    ['p5', '柳湾小学', 'Liuwan Primary School', ['PRIMARY'], false, 7],
    ['p6', '石岭小学', 'Shiling Primary School', ['PRIMARY'], true, 3],
    ['p7', '青禾小学', 'Qinghe Primary School', ['PRIMARY'], false, 6],
    ['p8', '渡口小学', 'Dukou Primary School', ['PRIMARY'], true, 3],
    ['p9', '明湖小学', 'Minghu Primary School', ['PRIMARY'], false, 6],
    ['j1', '云港第一初级中学', 'Yungang No. 1 Junior Middle School', ['JUNIOR'], false, 10],
    ['j2', '云港第二初级中学', 'Yungang No. 2 Junior Middle School', ['JUNIOR'], false, 9],
    ['j3', '长堤初级中学', 'Changdi Junior Middle School', ['JUNIOR'], false, 7],
    ['j4', '岭南河初级中学', 'Linnanhe Junior Middle School', ['JUNIOR'], true, 4],
    ['n1', '云帆九年一贯制学校', 'Yunfan Nine-Year School', ['PRIMARY', 'JUNIOR'], false, 10],
    ['n2', '雁栖九年一贯制学校', 'Yanqi Nine-Year School', ['PRIMARY', 'JUNIOR'], true, 6],
    ['s1', '云港高级中学', 'Yungang Senior Middle School', ['SENIOR'], false, 11],
    ['s2', '云港实验中学', 'Yungang Experimental Middle School', ['JUNIOR', 'SENIOR'], false, 11],
    ['v1', '云港职业中等专业学校', 'Yungang Vocational Secondary School', ['VOCATIONAL'], false, 6],
    ['k1', '海晏幼儿园', 'Haiyan Kindergarten', ['PRESCHOOL'], false, 3],
    ['k2', '青禾幼儿园', 'Qinghe Kindergarten', ['PRESCHOOL'], false, 3],
    ['k3', '泊于镇中心幼儿园', 'Boyu Town Central Kindergarten', ['PRESCHOOL'], true, 2],
    ['x1', '云港特殊教育学校', 'Yungang Special Education School', ['SPECIAL'], false, 2],
  ] as const).map(([key, zh, en, stages, rural, weight]) => ({ key, zh, en, level: 'SCHOOL' as const, kind: 'SCHOOL' as const, stages, rural, weight })),
];

const subjects: Readonly<Record<SchoolStage, readonly string[]>> = {
  PRESCHOOL: ['学前教育'],
  PRIMARY: ['语文', '语文', '数学', '数学', '英语', '科学', '音乐', '美术', '体育', '道德与法治', '信息技术'],
  JUNIOR: ['语文', '数学', '英语', '物理', '化学', '生物', '历史', '地理', '道德与法治', '体育', '音乐', '美术', '信息技术'],
  SENIOR: ['语文', '数学', '英语', '物理', '化学', '生物', '历史', '地理', '思想政治', '体育', '通用技术'],
  VOCATIONAL: ['语文', '数学', '机电技术', '烹饪', '学前教育专业', '电子商务', '汽车维修'],
  SPECIAL: ['生活语文', '生活数学', '康复训练'],
};

// Weighted by repetition: the first few carry most of a Shandong class list.
const surnames = [...'王王王王王李李李李李张张张张张刘刘刘刘陈陈陈杨杨赵赵孙孙孙于于丛丛毕周吴徐朱马胡郭林何高郑罗宋姜曲鞠邹梁谢唐许冯宿戚', '欧阳', '司马', '诸葛', '上官'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红宁燕玲晨雪琳晓宇浩轩泽欣怡梓涵佳慧颖璐瑶倩楠颜妍婷婕珊莹蕾薇菲岚澜凝舒'];
/** Characters beyond the common tables: extension B and later take a surrogate pair, and lists must still sort and show them (E53). */
const rareGiven = ['\u{2B4B6}', '\u{2C488}', '龘', '\u{20BB7}', '㛃', '䶮', '\u{2A7DD}', '堃', '犇', '\u{30EDE}'];
/** Names of minority peoples keep the interpunct · (U+00B7). */
const interpunctNames = ['古丽娜尔·买买提', '阿依古丽·吐尔逊', '迪丽热巴提·艾合买提', '巴特尔·苏和', '其其格·那仁', '艾力·卡德尔', '央金·多吉', '扎西·罗布', '帕提曼·依明', '努尔兰·哈孜'];

/** Region 379900 was never assigned in GB/T 2260, so no number here can be anybody's. */
const FICTIONAL_REGION = '379900';

function identityNumber(birthDate: BusinessDate, sequence: number): string {
  const first17 = `${FICTIONAL_REGION}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

function dayBetween(draw: Draw, from: BusinessDate, to: BusinessDate): BusinessDate {
  const start = Date.parse(`${from}T00:00:00Z`);
  const days = (Date.parse(`${to}T00:00:00Z`) - start) / 86_400_000;
  return new Date(start + draw.whole(0, days) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * @param count teachers in all; 1,500 in the demonstration.
 * @returns the same district for the same count on every machine.
 */
export function teachers(count: number): readonly DemoTeacher[] {
  const draw = new Draw(20190520);
  const places = units.flatMap((unit) => Array<DemoUnit>(unit.weight).fill(unit));
  const sequences = new Map<BusinessDate, number>();
  const result: DemoTeacher[] = [];
  for (let i = 0; i < count; i++) {
    const unit = draw.one(places);
    const stage = draw.one(unit.stages);
    const birthDate = dayBetween(draw, '1960-01-01', '1995-12-31');
    const sex = draw.next() < 0.3 ? '1' : '2';
    // The sequence's last digit is odd for men, even for women.
    const used = (sequences.get(birthDate) ?? 0) + 1;
    sequences.set(birthDate, used);
    const earliest = `${Number(birthDate.slice(0, 4)) + 22}-07-01`;
    result.push({
      unit: unit.key,
      name: drawName(draw, i),
      identityNumber: identityNumber(birthDate, used * 2 + (sex === '1' ? 1 : 0)),
      birthDate,
      sex,
      stage,
      subject: draw.one(subjects[stage]),
      enteredOn: dayBetween(draw, earliest < '2017-08-31' ? earliest : '2017-08-31', '2017-09-01'),
    });
  }
  return result;
}

function drawName(draw: Draw, index: number): string {
  if (index % 150 === 149) return interpunctNames[Math.floor(index / 150) % interpunctNames.length] ?? '央金·多吉';
  const surname = draw.one(surnames);
  // Every thirtieth is one of three names that a whole district shares.
  if (index % 30 === 7) return draw.one(['王静', '李娜', '张伟']);
  const first = index % 75 === 33 ? draw.one(rareGiven) : draw.one(given);
  return draw.next() < 0.35 ? surname + first : surname + first + draw.one(given);
}
