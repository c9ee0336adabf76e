import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Config } from '../config';
import type { Instant } from '../domain/dates';
import type { ProjectorStatus } from '../projector/projector';

/** Shapes of answers as /docs shows them; what is sent is made in command-answer.ts, problems.ts and health.controller.ts. */
export class StoredEvent {
  @ApiProperty({ format: 'uuid' }) readonly id: string;
  @ApiProperty({ example: 'Nominated' }) readonly type: string;
  @ApiProperty({ example: 'teacher-0198…' }) readonly stream: string;
  @ApiProperty({ type: 'integer' }) readonly revision: number;
}

export class CommandAnswer {
  @ApiProperty({ example: 'SubmitNomination' }) readonly useCase: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: '生成的标识与数值 · Ids made and numbers found' }) readonly result: object;
  @ApiProperty({ type: StoredEvent, isArray: true }) readonly events: readonly StoredEvent[];
  @ApiProperty({ description: '查询时放入 Echelon-Position，即可看到本次结果 · A query given it as Echelon-Position sees this command' }) readonly position: string;
  @ApiProperty({ description: '此前已执行，本次返回原结果 · Carried out before; this is the first answer again' }) readonly repeated: boolean;
}

export class OperationAnswer {
  @ApiProperty() readonly useCase: string;
  @ApiProperty({ description: '进度见 GET /operations/{operation} · Its progress is at that address' }) readonly operation: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly result: object;
  @ApiProperty() readonly position: string;
}

export class BothLanguages {
  @ApiProperty() readonly zh: string;
  @ApiProperty() readonly en: string;
}

export class FieldProblem {
  @ApiProperty({ example: 'rows[3].personal.birthDate' }) readonly path: string;
  @ApiProperty() readonly detail: string;
  @ApiProperty({ type: BothLanguages }) readonly sentences: BothLanguages;
}

/** RFC 9457 */
export class ProblemAnswer {
  @ApiProperty({ example: 'urn:echelon:problem:bornOnOrAfter' }) readonly type: string;
  @ApiProperty() readonly title: string;
  @ApiProperty({ type: 'integer' }) readonly status: number;
  @ApiProperty() readonly detail: string;
  @ApiProperty({ type: BothLanguages }) readonly sentences: BothLanguages;
  @ApiProperty({ example: 'bornOnOrAfter' }) readonly rule: string;
  @ApiProperty({ required: false, nullable: true, type: String, example: 'W12(1)' }) readonly clause?: string | null;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: '判定所用的数值 · What the rule was decided on' }) readonly working?: object;
  @ApiProperty({ required: false, type: FieldProblem, isArray: true }) readonly errors?: readonly FieldProblem[];
  @ApiProperty() readonly instance: string;
}

export class LiveAnswer {
  @ApiProperty({ enum: ['live'] }) readonly status: 'live';
}

const UP_OR_DOWN = ['up', 'down'];

export class StoresAnswer {
  @ApiProperty({ enum: UP_OR_DOWN, description: '事件日志 · The event log' }) readonly events: 'up' | 'down';
  @ApiProperty({ enum: UP_OR_DOWN, description: '视图 · The views' }) readonly documents: 'up' | 'down';
  @ApiProperty({ enum: UP_OR_DOWN, description: '个人信息的密钥 · Keys of personal data' }) readonly keys: 'up' | 'down';
}

type Follower = Pick<ProjectorStatus, 'state' | 'healthy' | 'stalled' | 'position' | 'head' | 'lagEvents' | 'lagSeconds' | 'parked' | 'build'>;

export class ProjectorAnswer implements Follower {
  @ApiProperty({ enum: ['STOPPED', 'STARTING', 'CATCHING_UP', 'LIVE', 'STANDBY', 'UNAVAILABLE', 'REFUSED', 'OUTDATED'] satisfies Follower['state'][] }) readonly state: Follower['state'];
  @ApiProperty() readonly healthy: boolean;
  @ApiProperty({ description: '有事件而视图不再前进 · There are events, and the views do not move on' }) readonly stalled: boolean;
  @ApiProperty({ nullable: true, type: String, description: '视图所反映的位置 · The place in the log that the views reflect' }) readonly position: Follower['position'];
  @ApiProperty({ nullable: true, type: String, description: '日志末尾的位置 · The last place in the log' }) readonly head: Follower['head'];
  @ApiProperty({ nullable: true, type: 'integer', description: '视图尚未反映的事件数，至多计 10000 · Events that the views do not reflect yet, counted up to 10,000' }) readonly lagEvents: number | null;
  @ApiProperty({ nullable: true, type: Number, description: '视图落后的秒数 · For how many seconds the views have been behind' }) readonly lagSeconds: number | null;
  @ApiProperty({ nullable: true, type: 'integer', description: '等待修复的文档数 · Documents that wait for a repair' }) readonly parked: number | null;
  @ApiProperty({ nullable: true, type: 'integer', description: '第几次重建的视图在用 · Which generation of the views is in use' }) readonly generation: number | null;
  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true, description: '正在进行的重建及其进度 · A rebuild under way, and how far it is' }) readonly build: Follower['build'];
}

export class ReadyAnswer {
  @ApiProperty({ enum: ['ready', 'notReady'] }) readonly status: 'ready' | 'notReady';
  @ApiProperty({ enum: ['embedded', 'cluster'] satisfies Config['profile'][] }) readonly profile: Config['profile'];
  @ApiProperty({ format: 'date-time', description: '业务时钟 · The business clock' }) readonly businessTime: Instant;
  @ApiProperty({ type: StoresAnswer }) readonly stores: StoresAnswer;
  @ApiProperty({ type: ProjectorAnswer }) readonly projector: ProjectorAnswer;
}
