import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { answersFor, hasEnded, isAboveAll, isTop, type OrgsState } from '../domain/orgs';
import { appointmentsOf, holdsOn, lentTo, seatOf, type Appointment, type PeopleState } from '../domain/people';
import type { Post } from '../domain/registry-facts';
import { NoticeError } from '../event-store/notice';

/** Who asks. Made at the edge from the token and the headers. */
export interface Asker {
  readonly person: PersonId;
  /** Picks one appointment of a person who has several; null: all that are valid today count. */
  readonly actingAs: string | null;
}

/** Her appointments do not let her read this (403). `may`: posts that let somebody whose unit it is of; empty where no post does. */
export class MayNotReadError extends NoticeError {
  constructor(readonly person: PersonId, readonly question: string, readonly posts: readonly string[], readonly may: readonly Post[] = []) {
    super({
      zh: `您现有的任职（${posts.length === 0 ? '无' : posts.join('、')}）不能查阅此内容。请由有权的人员查阅，或用 Echelon-Acting-As 选用适当的任职。`,
      en: `Your appointments (${posts.length === 0 ? 'none' : posts.join(', ')}) do not let you read this. Have someone read it who may, or pick a fitting appointment with Echelon-Acting-As.`,
    });
  }
}

/** Posts that read what lies below their unit, in full. */
const OVERSIGHT = ['Auditor', 'BureauOfficer'] as const satisfies readonly Post[];
/** A research centre runs rounds for its bureau, so it reads what its bureau's rounds and rosters show. */
const SELECTION = [...OVERSIGHT, 'ResearchCentre'] as const satisfies readonly Post[];
/** A school's own: its clerk, and its Party organisation, which assesses its teachers. */
const SCHOOL = ['SchoolAdmin', 'PartyOrg'] as const satisfies readonly Post[];
/** Who leads a project and who supervises see how it goes below their unit, and decide on nobody. */
const STAFF = [...SELECTION, ...SCHOOL, 'ProjectLead', 'Supervisor'] as const satisfies readonly Post[];

/** Posts that may read what a question is about, for the sentence that refuses it. */
export const READERS = {
  oversight: OVERSIGHT,
  rounds: SELECTION,
  filed: [...SELECTION, ...SCHOOL],
  staff: STAFF,
  part: [...STAFF, 'Expert', 'SystemOperator'],
  operations: [...OVERSIGHT, 'SystemOperator'],
} as const satisfies { readonly [who: string]: readonly Post[] };

/**
 * What somebody may read, by her appointments on the day of asking: docs/decisions/who-may-read.md. One for each request,
 * so that an appointment that ended yesterday opens nothing today.
 */
export class Reader {
  private readonly valid: readonly Appointment[];
  /** Asked of every row that a list shows. */
  private readonly above = new Map<OrgId, boolean>();

  constructor(
    readonly person: PersonId,
    people: PeopleState,
    private readonly tree: OrgsState,
    /** Of asking: the tree of that day says what lies below whom, also of what is asked as of another day. */
    private readonly day: BusinessDate,
    actingAs: string | null,
  ) {
    const own = appointmentsOf(people, person).filter((held) => holdsOn(held, day));
    // Who acts for another reads what the other would have to read to do it.
    const lent = lentTo(people, person, day).map(({ appointment }) => appointment);
    this.valid = [...own, ...lent].filter(({ appointment, org }) => (actingAs === null || appointment === actingAs) && !hasEnded(tree, org, day));
  }

  get posts(): readonly Post[] {
    return [...new Set(this.valid.map(({ post }) => post))];
  }

  /** Each post with the unit that it is looked down from: for the feed, which is followed while the tree goes on changing. */
  get seated(): readonly { readonly post: Post; readonly seat: OrgId }[] {
    return this.valid.map(({ post, org }) => ({ post, seat: seatOf(this.tree, org, this.day) }));
  }

  holds(...posts: readonly Post[]): boolean {
    return this.valid.some(({ post }) => posts.includes(post));
  }

  /** Bureau, auditor, research centre: all units below theirs. School: itself. null: all there are. Error: MayNotReadError where none. */
  rosterUnits(question: string): ReadonlySet<OrgId> | null {
    return this.units(question, STAFF);
  }

  /** True where what she reads the roster of is the whole of a tree, so that a number set for the whole can be judged on it. */
  seesWholeTree(): boolean {
    return this.seats(STAFF).some((org) => isTop(this.tree, org, this.day));
  }

  readsLedgers(): boolean {
    return this.holds(...STAFF);
  }

  /** The audit trail shows who did what to whom in every class but the sealed one. */
  auditUnits(question: string): ReadonlySet<OrgId> | null {
    return this.units(question, OVERSIGHT);
  }

  /** Gates of rounds, programmes and units are published: everyone who has a part in the programmes, but not a subscriber. */
  hasPart(): boolean {
    return this.holds(...STAFF, 'Expert', 'SystemOperator');
  }

  /** A teacher's case: herself, her school, and whoever stands above it. */
  readsTeacher(teacher: PersonId, unit: OrgId | null): boolean {
    return teacher === this.person || this.reaches(STAFF, unit);
  }

  /** The case of everybody there is, wherever she is or was. */
  readsEveryTeacher(): boolean {
    return this.seats(STAFF).some((org) => this.isAboveAll(org));
  }

  /** What a unit has to conclude is its task still where she has left what it answers for: whoever reads of that unit sees that line, and no more of her. */
  readsTaskOf(unit: OrgId): boolean {
    return this.reaches(STAFF, unit);
  }

  /** Numbers of a ranking, sheets, reasons: herself and those who oversee or run the round, not her school. */
  opensWorking(teacher: PersonId, unit: OrgId | null): boolean {
    return teacher === this.person || this.reaches(SELECTION, unit);
  }

  /** The whole identity number and phone: herself and oversight. Others see them masked. */
  seesIdentity(teacher: PersonId, unit: OrgId | null): boolean {
    return teacher === this.person || this.reaches(OVERSIGHT, unit);
  }

  /**
   * A file about a person: herself, whoever runs or oversees her unit's rounds, and her school what she or it filed itself:
   * what a body filed about her may hold its reasons. `by`: the unit that filed it; null: she did.
   */
  readsPersonsDocument(person: PersonId, unit: OrgId | null, by: OrgId | null): boolean {
    return this.opensWorking(person, unit) || (this.reaches(SCHOOL, unit) && (by === null || this.reaches(SCHOOL, by)));
  }

  /** Whoever runs or oversees rounds, and a school what it filed itself. */
  readsProgrammeDocument(by: OrgId | null): boolean {
    return this.runsRounds() || (by !== null && this.reaches(SCHOOL, by));
  }

  overseesUnit(unit: OrgId | null): boolean {
    return this.reaches(OVERSIGHT, unit);
  }

  runsRounds(): boolean {
    return this.holds(...SELECTION);
  }

  seesOperation(actor: PersonId): boolean {
    return actor === this.person || this.holds(...OVERSIGHT, 'SystemOperator');
  }

  /** @param who whose posts may; left out where it is no matter of posts. */
  refuse(question: string, who?: keyof typeof READERS): MayNotReadError {
    return new MayNotReadError(this.person, question, this.posts, who === undefined ? [] : READERS[who]);
  }

  private units(question: string, posts: readonly Post[]): ReadonlySet<OrgId> | null {
    const seats = this.seats(posts);
    if (seats.length === 0) throw new MayNotReadError(this.person, question, this.posts, posts);
    if (seats.some((org) => this.isAboveAll(org))) return null;
    return new Set([...this.tree.orgs.keys()].filter((org) => seats.some((seat) => answersFor(this.tree, seat, org, this.day))));
  }

  /** Who is above all there is reaches every unit, as `units` says: also one of a tree that has ended. A unit that nobody registered lies below nothing. */
  private reaches(posts: readonly Post[], unit: OrgId | null): boolean {
    const seats = this.seats(posts);
    return (unit !== null && this.tree.orgs.has(unit) && seats.some((seat) => answersFor(this.tree, seat, unit, this.day))) || seats.some((seat) => this.isAboveAll(seat));
  }

  private seats(posts: readonly Post[]): readonly OrgId[] {
    return this.seated.filter(({ post }) => posts.includes(post)).map(({ seat }) => seat);
  }

  private isAboveAll(org: OrgId): boolean {
    const known = this.above.get(org);
    if (known !== undefined) return known;
    const above = isAboveAll(this.tree, org, this.day);
    this.above.set(org, above);
    return above;
  }
}
