# План дня: почему клиента нет в плане, почему строка стоит там, где стоит, что в плане сделать нельзя.

left-no-minutes = минуты дня заняты более важными звонками
left-no-room = его часы сегодня заняты: встречи, закреплённые и более важные звонки
left-outside-hours = до конца рабочего дня ему звонить нельзя
left-quiet = в это время просил не беспокоить
left-day-off = выходной: только обещанное на этот день
left-day-over = рабочий день закончился
left-snoozed = отложен до { $date }: { $reason }
left-dropped = снят с этого дня: { $reason }
left-policy = клиент просил не звонить

plan-meeting = встреча
plan-lunch = обед
plan-fires = пожары

class-overdue = нарушенное обещание
class-critical = горит
class-promised = обещано на этот день
class-decision = ждут решения или ответа
class-planned = запланировано
class-cadence = ритм и развитие

plan-hours = { $from }–{ $to }
plan-hours-both = { $from }–{ $to } (у клиента { $begin }–{ $end })
plan-hours-none = нельзя
plan-hours-any = в любое время

plan-row = Строка { $number }: { $time }, у клиента { $there }
plan-row-timed = Строка { $number }: { $time }, у клиента { $there }; час назначен заранее
plan-row-pinned = Строка { $number }: { $time }, у клиента { $there }; час закреплён вручную
plan-row-missed = Строка { $number }: закреплён на { $time }, час прошёл, звонка не было
plan-left = Не в плане: { $why }
plan-explained-done = Сегодня уже поговорили, больше ничего не ждёт
plan-not-asked = В этот день о клиенте ничто не напоминает
plan-not-earlier = Почему не раньше: { $why }
plan-callable = Можно звонить: { $hours }
plan-deadline = Ответ обещан до { $time }: звонок ставится раньше, если есть место
plan-worth = Вес: { $class }; срочность { $urgency } × категория { $tier } × доля расхода { $spend } = { $total }
plan-rank = Место { $rank } из { $of } клиентов с причиной
plan-part = { $reason } — { $class }, срочность { $urgency }
plan-part-told = { $reason } — сказать в разговоре, на место не влияет

earlier-first = раньше некуда
earlier-hour-set = час назначен заранее
earlier-pinned = час закреплён вручную
earlier-opens = клиенту можно звонить с { $time }
earlier-tried = недавно не ответили, следующая попытка с { $time }
earlier-behind = { $more ->
    [0] раньше стоят { $names }
    [one] раньше стоят { $names } и ещё { $more }
    [few] раньше стоят { $names } и ещё { $more }
   *[many] раньше стоят { $names } и ещё { $more }
}
earlier-block = раньше занято: { $what }

day-past = { $date } уже прошло: план можно менять с сегодняшнего дня.
day-hour-passed = { $time } уже прошло: выберите час позже.
day-outside-work = Рабочие часы { $from }–{ $to }: звонок должен поместиться в них целиком.
day-blocked = { $from }–{ $to } занято: { $what }. Выберите другой час.
day-taken = На { $time } стоит звонок с назначенным часом: { $client }. Выберите другой час.
day-client-hours = { $client }: можно звонить { $hours }. Выберите час в этих пределах.
day-client-away = { $client }: в этот день звонить нельзя, у клиента выходной или тихие часы весь день.
day-promised = { $client }: обещан звонок на { $time }. Час меняется вместе с обещанием.
day-no-calls = { $client } просил не звонить. Режим общения меняется в условиях клиента.
day-done = { $client }: в этот день уже поговорили. Следующий звонок запланируйте на другой день.
day-not-in-plan = { $client } не стоит в плане этого дня. Закрепите звонок на час, чтобы он появился.
day-at-edge = Дальше двигать некуда.
day-no-room = Эти звонки не помещаются на места друг друга. Закрепите их на часы по отдельности.
day-no-place = { $client }: места в этом дне нет, { $why }.
day-too-many-minutes = В сутках 1440 минут, а не { $minutes }.
day-stands = Не откладывается: { $reason }. Сначала сделайте это или договоритесь о другом сроке.

# Встреча, записанная вручную
form-meeting = Встреча
form-meeting-title = Что за встреча
form-meeting-when = Когда
form-meeting-minutes = Минут
form-meeting-place = Где
form-meeting-no-hour = Нужны день и час: сегодня 14:00, пт 15:30
form-meeting-no-minutes = Сколько минут займёт? От 1 до 1440
