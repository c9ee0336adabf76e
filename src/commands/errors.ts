import type { CommandId, Revision, StreamName } from '../domain/facts';
import type { Problem } from '../domain/rules/problems';
import { NoticeError } from '../event-store/notice';

/** Another body under an Idempotency-Key that was used before (422). */
export class IdempotencyKeyReusedError extends NoticeError {
  constructor(readonly command: CommandId) {
    super({
      zh: '此 Idempotency-Key 已用于另一个内容不同的请求。请为新的请求换一个键，或原样重发原来的请求。',
      en: 'This Idempotency-Key was used before for a request with another content. Use a new key for a new request, or send the first request again unchanged.',
    });
  }
}

/** The caller decided on an older state than the one there is (412). */
export class StaleRevisionError extends NoticeError {
  constructor(readonly stream: StreamName, readonly seen: Revision, readonly actual: Revision) {
    super({
      zh: `记录已有变动：您看到的是第 ${seen} 版，现在是第 ${actual} 版。请重新读取后再决定。`,
      en: `The record has changed: you saw revision ${seen}, it is now at ${actual}. Read it again and then decide.`,
    });
  }
}

/** Others kept changing the stream until the time was out; nothing was stored (503, Retry-After). */
export class ContendedError extends NoticeError {
  constructor(readonly stream: StreamName, options?: ErrorOptions) {
    super({ zh: '此记录正被频繁修改，本次未保存。请稍候用同一个 Idempotency-Key 重试。', en: 'This record is being changed too often; nothing was stored. Try again shortly with the same Idempotency-Key.' }, options);
  }
}

/** It is not known whether the facts were stored, and time is out (503). The same key finds out. */
export class OutcomeUnknownError extends NoticeError {
  constructor(readonly stream: StreamName, options?: ErrorOptions) {
    super(
      {
        zh: '尚不清楚本次操作是否已保存。请稍候用同一个 Idempotency-Key 重试：已保存则返回原结果，未保存则执行一次。',
        en: 'It is not known whether this was stored. Try again shortly with the same Idempotency-Key: it answers as before if it was, and does it once if it was not.',
      },
      options,
    );
  }
}

const WHAT = {
  programme: '方案', version: '方案版本', tier: '层级', track: '类别', stage: '学段', 'stage group': '阶段组', clause: '条款', requirement: '要求', fund: '经费', 'studio kind': '工作室类型', 'kind of mentoring': '指导类别', round: '届次', panel: '评审组', draw: '抽取', teacher: '教师', team: '团队', holder: '教师或团队', person: '人员', org: '单位', unit: '单位', appointment: '任职', title: '称号', event: '事件', review: '复核',
  batch: '批次', document: '文件', certificate: '证书', objection: '异议', publicity: '公示', print: '打印件', assessment: '考核',
} as const;

/** What the path names is not there (404). */
export class NotFoundError extends NoticeError {
  constructor(readonly what: keyof typeof WHAT, readonly id: string) {
    super({ zh: `没有找到${WHAT[what]} ${id}。请检查标识。`, en: `There is no ${what} ${id}. Check the id.` });
  }
}

/** A rule file, or a value adopted for it, that cannot be published: what is wrong, on which line (422). */
export class ProgrammeFaultsError extends NoticeError {
  constructor(readonly problems: readonly Problem[]) {
    super({ zh: `方案有 ${problems.length} 处错误，未予采纳。请逐条改正后重试。`, en: `The programme was not taken; faults found in it: ${problems.length}. Correct each and try again.` });
  }
}
