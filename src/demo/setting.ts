import { expand } from '../examples/names';
import type { Given, GivenOrg, GivenPerson } from '../examples/worked-example';
import { Draw } from './draw';

/** A unit that several examples of a bureau tell alike, and its name in each. */
export interface SharedUnit {
  readonly id: string;
  readonly parent: string | null;
  readonly told: GivenOrg;
  readonly names: { readonly zh: string; readonly en: string };
}

export interface SharedPost {
  readonly post: string;
  readonly unit: string;
  readonly from?: string;
  readonly to?: string;
}

/** Somebody with the same posts in every example that names her. */
export interface SharedPerson {
  readonly key: string;
  readonly name: string;
  readonly posts: readonly SharedPost[];
}

/** What the names of one example stand for. */
export interface Cast {
  readonly units: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

const DIGITS = '〇一二三四五六七八九十';
const STAGES: { readonly [stage: string]: readonly [string, string] } = {
  PRESCHOOL: ['幼儿园', 'Kindergarten'], PRIMARY: ['小学', 'Primary School'], JUNIOR: ['初级中学', 'Junior Middle School'], SENIOR: ['高级中学', 'Senior Middle School'], VOCATIONAL: ['职业学校', 'Vocational School'], SPECIAL: ['特殊教育学校', 'Special Education School'],
};
const SURNAMES = [...'方沈韩唐冯董萧程曹袁邓许傅曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'];
const GIVEN = [...'明德文清远志云秋春雅静兰竹松海波江涛立新建国永安正平思齐怀瑾若水景行知书'];

/**
 * Units and people of all examples of one bureau, each once: what is told alike is the same. Units and people that the
 * examples leave without a name are given one; none of them is anybody's.
 */
export class Setting {
  readonly units: SharedUnit[] = [];
  readonly people: SharedPerson[] = [];
  readonly #units = new Map<string, SharedUnit>();
  readonly #people = new Map<string, SharedPerson>();
  readonly #numbers = new Map<string, number>();
  readonly #draw: Draw;

  constructor(private readonly key: string, private readonly called: { readonly zh: string; readonly en: string }) {
    this.#draw = new Draw([...key].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) | 0);
  }

  /** Error: ExampleError. */
  cast(given: Given): Cast {
    const units = new Map<string, string>();
    for (const [index, org] of given.orgs.entries()) {
      for (const name of expand(org.name, ['given', 'orgs', index, 'name'])) units.set(name, this.unit(name, org, units).id);
    }
    const posts = new Map<string, SharedPost[]>();
    for (const [index, person] of given.people.entries()) {
      const orgs = expand(person.org, ['given', 'people', index, 'org']);
      for (const [turn, name] of expand(person.name, ['given', 'people', index, 'name']).entries()) {
        posts.set(name, [...(posts.get(name) ?? []), postOf(person, units.get(orgs[turn % orgs.length] ?? '') ?? '')]);
      }
    }
    return { units, people: new Map([...posts].map(([name, held]) => [name, this.person(name, held).key])) };
  }

  private unit(name: string, told: GivenOrg, units: ReadonlyMap<string, string>): SharedUnit {
    const parent = told.parent === undefined ? null : (units.get(told.parent) ?? '');
    const { level, kind, stages, from, called } = told;
    const same = parent === null ? 'top' : JSON.stringify([name, parent, level, kind, stages, from, called]);
    const known = this.#units.get(same);
    if (known !== undefined) return known;
    const made: SharedUnit = { id: this.idOf(parent === null ? '' : name), parent, told, names: told.called ?? (parent === null ? this.called : this.nameOf(told)) };
    this.#units.set(same, made);
    this.units.push(made);
    return made;
  }

  private person(name: string, posts: readonly SharedPost[]): SharedPerson {
    const same = JSON.stringify([name, posts]);
    const known = this.#people.get(same);
    if (known !== undefined) return known;
    const made: SharedPerson = { key: this.idOf(name), name: `${this.#draw.one(SURNAMES)}${this.#draw.one(GIVEN)}${this.#draw.next() < 0.4 ? '' : this.#draw.one(GIVEN)}`, posts };
    this.#people.set(same, made);
    this.people.push(made);
    return made;
  }

  /** `qingdao-school-1`; what is told otherwise under the same name is `qingdao-school-1.2`. */
  private idOf(name: string): string {
    const id = name === '' ? this.key : `${this.key}-${name}`;
    const n = this.#count(`id ${id}`);
    return n === 1 ? id : `${id}.${n}`;
  }

  private nameOf({ level = 'SCHOOL', stages = ['PRIMARY'] }: GivenOrg): { readonly zh: string; readonly en: string } {
    if (level !== 'SCHOOL') {
      const n = this.#count('bureau');
      return { zh: `示例${inChinese(n)}区（县）教育局`, en: `Example bureau of district or county ${n}` };
    }
    const [zh, en] = stages.length > 1 ? ['学校', 'School'] : (STAGES[stages[0] ?? ''] ?? ['学校', 'School']);
    const n = this.#count(zh);
    return { zh: `示例第${inChinese(n)}${zh}`, en: `Example ${en} No. ${n}` };
  }

  #count(what: string): number {
    const n = (this.#numbers.get(what) ?? 0) + 1;
    this.#numbers.set(what, n);
    return n;
  }
}

function postOf({ post, from, to }: GivenPerson, unit: string): SharedPost {
  return { post, unit, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function inChinese(n: number): string {
  const tens = Math.floor(n / 10);
  if (tens === 0) return DIGITS.charAt(n);
  return `${tens === 1 ? '' : DIGITS.charAt(tens)}十${n % 10 === 0 ? '' : DIGITS.charAt(n % 10)}`;
}
