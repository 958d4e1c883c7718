import Testing

@testable import Mortality

@Suite("Public holidays, and who is reminded when")
struct PublicHolidaysTests {
    private func isHoliday(_ day: String, _ department: String) throws -> Bool {
        PublicHolidays.contain(try CivilDay(iso: day), in: try DepartmentCode(department))
    }

    @Test(
        "Easter, as the almanacs have it",
        arguments: [
            "1900-04-15", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2020-04-12", "2024-03-31", "2025-04-20",
            "2026-04-05",
            "2027-03-28", "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19",
        ])
    func easter(day: String) throws {
        let easter = try CivilDay(iso: day)
        #expect(PublicHolidays.easter(easter.year) == easter)
    }

    @Test("Easter is a Sunday from 22 March to 25 April, in every year of the calendar")
    func everyYear() throws {
        for year in 1900...2200 {
            let easter = try #require(PublicHolidays.easter(year))
            #expect(easter.weekday == 7 && (easter.month, easter.day) >= (3, 22) && (easter.month, easter.day) <= (4, 25))
        }
        #expect(PublicHolidays.easter(3000) == nil)
    }

    @Test(
        "The eleven of 2026 everywhere",
        arguments: [
            "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11",
            "2026-12-25",
        ])
    func everywhere(day: String) throws {
        for department in ["56", "2A", "75", "67", "974", "988"] { #expect(try self.isHoliday(day, department)) }
    }

    @Test("And no other day in the Morbihan")
    func none() throws {
        let days = CivilDay.days(from: try CivilDay(iso: "2026-01-01"), through: try CivilDay(iso: "2026-12-31"))
        let morbihan = try DepartmentCode("56")
        #expect(days.count { PublicHolidays.contain($0, in: morbihan) } == 11)
        for (department, count) in [
            ("57", 13), ("67", 13), ("68", 13), ("971", 12), ("972", 12), ("973", 12), ("974", 12), ("976", 12), ("977", 12), ("978", 12), ("988", 11),
        ] {
            let code = try DepartmentCode(department)
            #expect(days.count { PublicHolidays.contain($0, in: code) } == count, "\(department)")
        }
    }

    @Test("Good Friday and 26 December in Alsace-Moselle, the abolition of slavery overseas")
    func ofTheirOwn() throws {
        for (day, department) in [
            ("2026-04-03", "67"), ("2026-12-26", "57"), ("2026-05-27", "971"), ("2026-05-22", "972"), ("2026-06-10", "973"), ("2026-12-20", "974"),
            ("2026-04-27", "976"), ("2026-10-09", "977"), ("2026-05-28", "978"),
        ] {
            #expect(try self.isHoliday(day, department), "\(day) \(department)")
            #expect(try !self.isHoliday(day, "56"), "\(day)")
        }
    }

    // MARK: Reminding

    /// A Monday at four, in a commune of several deaths a month where nothing was ever said.
    private func facts() throws -> ReminderFacts {
        ReminderFacts(
            today: try CivilDay(iso: "2026-11-30"), hour: 16, department: try DepartmentCode("56"), chosenHour: 16, isOpenWeekday: true, expectedDeaths: 3,
            level: .green)
    }

    @Test("At its hour and not before, nor when nobody is there any more, nor on a day that is closed")
    func hours() throws {
        var facts = try self.facts()
        #expect(ReminderPlan(facts) == .remind)
        for (hour, plan) in [(0, ReminderPlan.wait), (15, .wait), (16, .remind), (20, .remind), (21, .wait), (23, .wait)] {
            facts.hour = hour
            #expect(ReminderPlan(facts) == plan, "\(hour)")
        }
        facts.hour = 16
        facts.isOpenWeekday = false
        #expect(ReminderPlan(facts) == .wait)
        facts.isOpenWeekday = true
        facts.today = try CivilDay(iso: "2026-11-11")
        #expect(ReminderPlan(facts) == .wait)
    }

    @Test("Once a day, and not when something was said that day")
    func daily() throws {
        var facts = try self.facts()
        facts.lastRemindedOn = facts.today
        #expect(ReminderPlan(facts) == .wait)
        facts.lastRemindedOn = facts.today.advanced(by: -1)
        #expect(ReminderPlan(facts) == .remind)
        facts.lastSaidOn = facts.today
        #expect(ReminderPlan(facts) == .wait)
        facts.lastSaidOn = facts.today.advanced(by: -1)
        #expect(ReminderPlan(facts) == .remind)
    }

    @Test("Once a week where less than one death a month is expected, and where nothing is known; every day while the department is orange or red")
    func weekly() throws {
        for expected in [0, 0.99, nil] as [Double?] {
            var facts = try self.facts()
            facts.expectedDeaths = expected
            facts.lastSaidOn = facts.today.advanced(by: -6)
            #expect(ReminderPlan(facts) == .wait)
            for (level, plan) in [(Level.green, ReminderPlan.wait), (.yellow, .wait), (.unknown, .wait), (.orange, .remind), (.red, .remind)] {
                facts.level = level
                #expect(ReminderPlan(facts) == plan, "\(level)")
            }
            facts.level = nil
            facts.lastSaidOn = facts.today.advanced(by: -7)
            #expect(ReminderPlan(facts) == .remind)
            facts.lastRemindedOn = facts.today.advanced(by: -6)
            #expect(ReminderPlan(facts) == .wait)
        }
        var facts = try self.facts()
        facts.expectedDeaths = 1
        facts.lastSaidOn = facts.today.advanced(by: -1)
        #expect(ReminderPlan(facts) == .remind)
    }
}
