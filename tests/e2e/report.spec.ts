// The report and the comparison: edited in the browser, opened as the files that they are saved as.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import readExcel from "read-excel-file/node";
import { accessible, picture } from "./people";
import { playClass, type Played } from "./played";
import { Server } from "./server";

const server = new Server();
let played: Played;
test.beforeAll(async ({ browser }) => {
  await server.start();
  played = await playClass(server, browser);
});
test.afterAll(() => server.remove());

test("the report is drafted, written over, and opens as page, workbook, table and text", async () => {
  const { control, id } = played;
  await control.goto(`${server.address}/review/${id}?tab=report`);
  await expect(
    control.getByRole("heading", { name: "Areas for improvement" }),
  ).toBeVisible();
  await picture(control, "report");
  await accessible(control, "report");

  await control.getByRole("button", { name: "Edit: Strengths" }).click();
  await control.getByLabel("Text (Markdown)").fill("=They listened. [#2]");
  await control.getByRole("button", { name: "Save", exact: true }).click();
  await expect(control.getByText("edited", { exact: true })).toBeVisible();
  await expect(control.getByRole("link", { name: "#2" }).first()).toBeVisible();

  const file = async (format: string) => {
    const saving = control.waitForEvent("download");
    await control.getByRole("link", { name: format, exact: true }).click();
    return (await (await saving).path())!;
  };
  expect(readFileSync(await file("CSV"), "utf8")).toContain(
    '"\'=They listened. [#2]"',
  );
  expect(readFileSync(await file("MD"), "utf8")).toContain("## Strengths");
  const sheets = await readExcel(await file("XLSX"));
  const strengths = sheets.find((one) => one.sheet === "Strengths");
  expect(strengths?.data[1]?.[0]).toBe("=They listened. [#2]");

  const page = await control.context().newPage();
  await page.goto(
    `${server.address}/api/exercises/${id}/report?format=html&language=en`,
  );
  await expect(page.getByRole("heading", { name: "Strengths" })).toBeVisible();
  const printed = await page.pdf({ preferCSSPageSize: true });
  expect(printed.subarray(0, 5).toString()).toBe("%PDF-");
  expect(printed.toString("latin1").match(/\/Type \/Page\b/g)).not.toBeNull();
  await page.getByRole("link", { name: "#2" }).first().click();
  await expect(page).toHaveURL(/#e2$/);
  await page.close();

  const lines = readFileSync(await file("JSONL"), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line)).length).toBeGreaterThan(8);
  const saving = control.waitForEvent("download");
  await control.getByRole("link", { name: "Grade book (CSV)" }).click();
  const grades = readFileSync((await (await saving).path())!, "utf8");
  expect(grades.split("\r\n")[0]).toMatch(/^Student,ID,Email address,/);
  expect(grades).toContain('"\'=Sato"');
});

test("a run stands beside itself, with its codebook", async () => {
  const { control, id } = played;
  await control.goto(`${server.address}/review/${id}?tab=compare`);
  await expect(control.getByRole("img", { name: /run by run/ })).toBeVisible();
  await picture(control, "compare");
  await accessible(control, "compare");
  const saving = control.waitForEvent("download");
  await control.getByRole("link", { name: "Codebook" }).click();
  expect(readFileSync((await (await saving).path())!, "utf8")).toContain(
    '"acknowledged"',
  );
});
