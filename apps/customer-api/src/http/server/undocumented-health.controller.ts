import { HealthController } from '@decouple/platform';
import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Health is for the operator's platform, so the public API description leaves it out. */
@ApiExcludeController()
@Controller('health')
export class UndocumentedHealthController extends HealthController {}
