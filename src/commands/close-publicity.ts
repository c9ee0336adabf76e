import type { RoundId } from '../domain/facts';
import { Parts, Text, Whole } from './input';
import { UseCase } from './use-case';

export class ProofInput {
  @Text(200) readonly place: string;
  /** Salted SHA-256 (hex) of the screenshot or scan, as the upload answered. */
  @Text(80, { nullable: true }) readonly file: string | null;
}

export class ClosePublicityBody {
  @Parts(() => ProofInput, 1, 20) readonly proofs: readonly ProofInput[];
  /** Objections received in the window. */
  @Whole(0, 100_000) readonly objections: number;
}

export class ClosePublicity extends UseCase<{ readonly round: RoundId }, ClosePublicityBody> {}
