import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Persona } from '../demo/bureaux';

export interface Personas {
  readonly [name: string]: Persona;
}

const fileOf = (data: string): string => path.join(data, 'personas.json');

/** undefined: no demonstration was played to its end in this folder. */
export function readPersonas(data: string): Personas | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(data), 'utf8')) as Personas;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writePersonas(data: string, personas: Personas): Promise<void> {
  await writeFile(fileOf(data), `${JSON.stringify(personas, null, 2)}\n`, { mode: 0o600 });
}
