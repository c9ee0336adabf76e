import type { CalendarYear } from '../domain/calendar';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';

/** A name, or several: `t-1..t-80` stands for t-1, t-2, … t-80. */
export type Range = string;

export interface GivenOrg {
  readonly name: Range;
  readonly parent?: string;
  readonly level?: string;
  readonly kind?: string;
  readonly stages?: readonly string[];
  readonly from?: BusinessDate;
  /** Its names; the name of the example where they are not said. */
  readonly called?: { readonly zh: string; readonly en: string };
}
export interface GivenPerson {
  readonly name: Range;
  readonly post: string;
  /** One unit for each of the names, in turn. */
  readonly org: Range;
  /** 姓名, one for each of the names: she is registered, and her id is the server's. Not said, her name is her id. */
  readonly called?: string | readonly string[];
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
}
export interface GivenTeacher {
  readonly unit: Range;
  readonly born: BusinessDate;
  /** 姓名; made up where it is not said. */
  readonly called?: string;
  readonly sex?: string;
  readonly stage?: string;
  readonly subject?: string;
  readonly enteredOn?: BusinessDate | null;
  /** From when the dossier holds. */
  readonly since?: BusinessDate;
  readonly onEstablishment?: boolean;
  readonly inPost?: boolean;
  readonly identityType?: string;
  readonly identityNumber?: string;
}
/** A round that is over, told by its outcome; it is played through every command that a round takes. */
export interface FinishedRound {
  readonly name: string;
  /** Its names; the name of the example where they are not said. */
  readonly called?: { readonly zh: string; readonly en: string };
  readonly tier: string;
  readonly track: string;
  readonly opened: BusinessDate;
  readonly bornOnOrAfter: BusinessDate;
  /** School stages that it takes, where the programme's lead depends on them. */
  readonly stages?: readonly string[];
  /** Candidates, best first. */
  readonly ranked: readonly Range[];
  readonly awardSeats: number;
  readonly conferredOn: BusinessDate;
  readonly number: string;
}
export interface Given {
  readonly on: BusinessDate;
  /** `sample`: the values of sample.yaml are adopted, so rounds are demonstrations. */
  readonly adopted?: 'sample' | 'none';
  readonly orgs: readonly GivenOrg[];
  readonly people: readonly GivenPerson[];
  readonly teachers?: readonly (GivenTeacher & { readonly name: Range })[];
  readonly history?: readonly ({ readonly round: FinishedRound } | Step)[];
  /** Years that the operator loads, each from the day on which it is. */
  readonly calendar?: readonly LoadedYear[];
}

/** A year of the State Council's notice, from the day on which the operator has loaded it. */
export interface LoadedYear extends CalendarYear {
  readonly loadedOn: BusinessDate;
}

export type As = { readonly person: string; readonly post?: string; readonly org?: string } | { readonly clerkOf: string };
export interface ExpectedRefusal {
  readonly rule: string;
  readonly clause?: string;
  readonly inputs?: JsonObject;
  /** What was read of her: nobody else sees it. */
  readonly personal?: JsonObject;
}
/** In order, or how many of each type where order says nothing. */
export type ExpectedEvents = readonly string[] | { readonly [type: string]: number };
/** Marks by candidate: one for all components, or one for each; or a list from the best down. */
export interface Marks {
  readonly best?: readonly Range[];
  readonly from?: number;
  readonly step?: number;
  readonly each?: { readonly [teacher: string]: number | { readonly [component: string]: number } };
}
export interface Command {
  readonly as: As;
  readonly do: string;
  readonly with?: JsonObject;
}
export interface Step {
  readonly on: string;
  readonly recorded?: string;
  readonly as?: As;
  readonly do?: string;
  readonly with?: JsonObject;
  readonly name?: string;
  /** The step once for each: `$each` stands for the entry, `$each.key` for a value of it. */
  readonly each?: readonly (string | JsonObject)[];
  readonly marks?: Marks;
  /** Several at the same moment. */
  readonly together?: readonly Command[];
  readonly accepted?: number;
  readonly expect?: ExpectedEvents;
  readonly refused?: ExpectedRefusal;
  readonly result?: JsonObject;
  readonly then?: Then | readonly Then[];
}

export interface RosterCheck {
  readonly teacher?: string;
  readonly tier?: string;
  readonly track?: string;
  readonly unit?: string;
  readonly stage?: string;
  readonly subject?: string;
  readonly status?: string;
  readonly round?: string;
  readonly underReview?: true;
  readonly size?: number;
  /** Just these, in any order. */
  readonly teachers?: readonly Range[];
  /** The only row, or what is said of it. */
  readonly row?: JsonObject;
}
export interface AuditCheck {
  readonly actor?: string;
  readonly enteredBy?: string;
  readonly subject?: string;
  readonly round?: string;
  readonly type?: string;
  readonly clause?: string;
  readonly size: number;
}
export interface LegacyCheck {
  readonly name?: string;
  readonly level?: string;
  readonly unit?: string;
  readonly titles: number;
  readonly persons: number;
}
export type HistoryLine = string | { readonly event: string; readonly on?: BusinessDate; readonly clause?: string; readonly number?: string; readonly corrects?: boolean; readonly data?: JsonObject; readonly personal?: JsonObject | null };
export interface Then {
  readonly asOf: BusinessDate;
  readonly asKnown?: string;
  readonly roster?: RosterCheck | readonly RosterCheck[];
  /** Heads by tier, NONE for those without a title. */
  readonly pyramid?: { readonly [tier: string]: number };
  readonly history?: { readonly [teacher: string]: readonly HistoryLine[] };
  readonly teachers?: { readonly [teacher: string]: JsonObject };
  readonly round?: { readonly [round: string]: JsonObject };
  readonly posted?: { readonly [publicity: string]: JsonObject };
  /** By round and number of the panel (`r 1`), all that stands between its experts and its candidates. */
  readonly conflicts?: { readonly [panel: string]: readonly JsonObject[] };
  readonly audit?: readonly AuditCheck[];
  /** By code, what the query says of what the text states. */
  readonly figures?: { readonly [code: string]: JsonObject };
  /** By code, or by code and first day of the period: `VIDEOS 2024-01-01`. */
  readonly targets?: { readonly [code: string]: JsonObject };
  /** By requirement, by requirement and first day of the period, or with a unit before the requirement: `county COUNTY_PLAN`. */
  readonly compliance?: { readonly [requirement: string]: JsonObject };
  /** By unit and fund (`school-1 SCHOOL_TRAINING`) or fund alone for its totals; with the year behind it, or that of the day. */
  readonly funds?: { readonly [fund: string]: JsonObject };
  /** By kind of school (`RURAL`, `WEAK`), for all tiers, or with one behind it: `RURAL RISING_STAR`. */
  readonly equity?: { readonly [toward: string]: JsonObject };
  /** By party, `PARTY DUTY`, or `PARTY DUTY unit` where each unit has it. */
  readonly parties?: { readonly [party: string]: JsonObject };
  readonly gates?: { readonly [gate: string]: JsonObject };
  /** By unit and supervision (`school-1 YEARLY`), with the first day of its years behind it or without. */
  readonly supervision?: { readonly [supervision: string]: JsonObject };
  /** By tier, or by tier and batch of its pool: `RISING_STAR 2022`. */
  readonly funnel?: { readonly [tier: string]: JsonObject };
  /** By studio, by kind, or by county and kind (`county MASTER_STUDIO`) what of it is covered. */
  readonly studios?: { readonly [studio: string]: JsonObject };
  /** By mentor and purpose: `t-1 SUPPORT`. */
  readonly mentors?: { readonly [mentor: string]: JsonObject };
  /** The boards count this unit and those below it only. */
  readonly of?: string;
  /** Of the ledger of titles of the time before. */
  readonly legacy?: readonly LegacyCheck[];
  /** By teacher, then by requirement; null: it is not for her. */
  readonly training?: { readonly [teacher: string]: { readonly [requirement: string]: JsonObject | null } };
  /** By teacher or team, each of its titles in the calendar of terms. */
  readonly terms?: { readonly [holder: string]: readonly JsonObject[] };
  /** What the office owes of a requirement, one entry for each subject where it is held subject by subject. */
  readonly office?: { readonly [requirement: string]: readonly JsonObject[] };
}
export interface WorkedExample {
  readonly title: { readonly zh: string; readonly en: string };
  readonly given: Given;
  readonly steps: readonly Step[];
  readonly then?: Then | readonly Then[];
}
