import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Shapes of answers as /docs shows them; what is sent is made in command-answer.ts and problems.ts. */
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
