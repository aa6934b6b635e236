import { Controller, Get, Header, NotFoundException, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PROBLEM_CATALOGUE, type ProblemExplanation } from './problem-catalogue';

/** Explains the problem types: the address in a problem's `type` leads here. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Get()
  @Header('cache-control', 'public, max-age=3600')
  list(): readonly ProblemExplanation[] {
    return PROBLEM_CATALOGUE;
  }

  @Get(':code')
  @Header('cache-control', 'public, max-age=3600')
  show(@Param('code') code: string): ProblemExplanation {
    const explanation = PROBLEM_CATALOGUE.find((candidate) => candidate.code === code);
    if (explanation === undefined) throw new NotFoundException();
    return explanation;
  }
}
