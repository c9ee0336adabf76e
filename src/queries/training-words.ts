import type { TrainingRequirement } from '../domain/training/requirements';
import type { TrainingStanding } from '../domain/training/standing';
import type { Labelled } from './reading';

/** What a requirement still wants of her and until when, for herself and for her school. */
export function trainingSays({ names, tasks, phases, chain }: TrainingRequirement, { parts, due }: TrainingStanding): Labelled {
  const steps = [...(tasks?.value ?? []), ...(phases?.value ?? []), ...(chain?.courses ?? [])];
  const named = (code: string): Labelled => steps.find((step) => step.code === code)?.names ?? { zh: code, en: code };
  const missing = parts.filter(({ status }) => status !== 'MET').flatMap(({ part, missing: codes }) => codes.map((code): Labelled => (part === 'HOURS' ? { zh: `${String(code)} 学时`, en: `${String(code)} class periods` } : named(String(code)))));
  const list = { zh: missing.map(({ zh }) => zh).join('、'), en: missing.map(({ en }) => en).join(', ') };
  return {
    zh: `${names.zh}尚缺：${list.zh}${due === null ? '' : `，请在 ${due} 前（含当日）完成`}。`,
    en: `${names.en} still wants: ${list.en}${due === null ? '' : `; complete it by ${due}`}.`,
  };
}
