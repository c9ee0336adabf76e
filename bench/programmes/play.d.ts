import type { Application } from '../../src/application';
import type { ProgrammesPlan } from './plan';

export interface ProgrammesStage {
  readonly application: Application;
  readonly meter: { time<T>(kind: string, work: () => Promise<T>): Promise<T> };
  readonly programmes: { readonly [programme: string]: { readonly text: string; readonly choices: readonly { readonly path: string; readonly value: unknown }[] } };
  readonly checkCharacter: (seventeen: string) => string;
  readonly moveTo: (day: string) => void | Promise<void>;
  readonly factsOf: (application: Application, teacher: string) => Promise<readonly { readonly type: string; readonly data: object }[]>;
  readonly keep: (called: string, day: string, played: Played) => Promise<Application>;
}

export interface Played {
  readonly rounds: readonly { readonly id: string; readonly programme: string; readonly tier: string; readonly track: string; readonly host: string; readonly year: number }[];
  readonly selected: { readonly [tier: string]: number };
  readonly conferred: { readonly [tier: string]: number };
  /** By grade at the end of a term, and ANNUAL. */
  readonly verdicts: { readonly [grade: string]: number };
  readonly renewed: number;
  readonly lifetime: number;
  readonly expiring: number;
  readonly revoked: number;
}

export const ASSESSED: string;
export const QINGDAO: string;
export const TITLED: string;
export const WENZHOU: string;
export function playProgrammes(stage: ProgrammesStage, plan: ProgrammesPlan): Promise<Played>;
