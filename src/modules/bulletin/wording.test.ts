import assert from 'node:assert/strict';
import { test } from 'node:test';
import { careFigures } from '#modules/care/figures.ts';
import { employmentFigures } from '#modules/employment/figures.ts';
import { memorialFigures } from '#modules/memorial/figures.ts';
import { organisationFigures } from '#modules/organisation/figures.ts';
import { publicityFigures } from '#modules/publicity/figures.ts';
import { ratingsFigures } from '#modules/ratings/figures.ts';
import { reliefFigures } from '#modules/relief/figures.ts';
import { trainingFigures } from '#modules/training/figures.ts';
import { wantedFigures } from './rules/compose.ts';
import { UNITS } from './scratch.ts';

const DECLARED = new Map([organisationFigures, ratingsFigures, employmentFigures, trainingFigures, careFigures, reliefFigures, memorialFigures, publicityFigures].flat().map((figure) => [figure.key, figure]));

test('起草用到的指标，各模块都有声明，单位与文中所写相同', () => {
  for (const key of wantedFigures()) assert.equal(DECLARED.get(key)?.unit, UNITS[key], key);
});
