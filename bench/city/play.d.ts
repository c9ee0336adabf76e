import type { Outcome } from '../../src/commands/outcome';
import type { Sender } from '../../src/commands/use-case';
import type { CityPlan } from './plan';

export interface CityStage {
  readonly application: { send(name: string, sender: Sender, target: object, body: unknown): Promise<Outcome> };
  readonly meter: { time<T>(kind: string, work: () => Promise<T>): Promise<T> };
  readonly programme: string;
  readonly checkCharacter: (seventeen: string) => string;
  readonly moveTo: (day: string) => void | Promise<void>;
}

export function playCityRound(stage: CityStage, plan: CityPlan): Promise<{ readonly round: string; readonly done: number; readonly declined: number; readonly held: number }>;
