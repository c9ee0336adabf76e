import type { Command } from 'commander';
import { SingleBar } from 'cli-progress';
import { verifyLog, type Verification } from '../audit/verify';
import { readConfig, type Config } from '../config';
import { countEvents } from '../projector/counting';
import { openBeside } from './beside';

/** `echelon verify`: beside a running server; exit code 1 where anything is not as it should be. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('核对全部日志 · check the whole log: revisions, form, private parts against what was committed to')
    .action(async () => {
      const bar = process.stderr.isTTY ? new SingleBar({ format: '{bar} {percentage} %  {value}/{total}', stream: process.stderr, hideCursor: true }) : undefined;
      let shown = false;
      const result = await verified(readConfig(process.env), (done, total) => {
        if (shown) bar?.update(done);
        else bar?.start(total, done);
        shown = true;
      }).finally(() => bar?.stop());
      for (const line of verificationLines(result)) process.stdout.write(`${line}\n`);
      if (result.findings.length > 0) process.exitCode = 1;
    });
}

/** Errors: those of the stores. */
export async function verified(config: Config, progress: (done: number, total: number) => void = () => undefined): Promise<Verification> {
  const { events, keys, close } = await openBeside(config);
  try {
    const head = await events.head();
    const total = head === null ? 0 : await countEvents(events, null, head);
    return await verifyLog({ events, keys }, (done) => progress(done, Math.max(done, total)));
  } finally {
    await close();
  }
}

export function verificationLines({ events, streams, parts, erased, unsealed, findings, more }: Verification): readonly string[] {
  const wrong = findings.length + more;
  const mark = wrong === 0 ? '✓' : '✗';
  return [
    ...findings.flatMap(({ position, event, notice }) => [`✗ ${position} ${event}`, `    ${notice.zh}`, `    ${notice.en}`]),
    `${mark} ${events} 个事件，${streams} 个流，${parts} 份个人信息与登记相符，${erased} 份因本人信息删除而不可读，${unsealed} 份密封评分已启封，${wrong} 处不符`,
    `${mark} ${events} events, ${streams} streams, ${parts} private parts as committed to, ${erased} of erased persons, ${unsealed} sealed scores opened since, ${wrong} findings`,
  ];
}
