# Почему строка просит внимания, словами. Не больше десятка слов: строка повестки одна.

reason-promised = обещан звонок
reason-promised-at = обещан звонок на { $time }
reason-promised-overdue = { $days ->
    [one] просрочено на { $days } день
    [few] просрочено на { $days } дня
   *[many] просрочено на { $days } дней
}
reason-awaits-decision = { $count ->
    [1] ждём решения { $age }
    [one] ждём { $count } решение, { $age }
    [few] ждём { $count } решения, { $age }
   *[many] ждём { $count } решений, { $age }
}
reason-agreed-accepted = срок внедрения, { $date }: { $title }
reason-agreed-postponed = просили вернуться { $date }: { $title }
reason-planned = запланировано
reason-planned-for = запланировано: { $text }
reason-planned-overdue = план от { $date } просрочен
reason-planned-overdue-for = план от { $date } просрочен: { $text }
reason-cadence-due = { $silent ->
    [one] { $silent } день тишины при ритме { $every }
    [few] { $silent } дня тишины при ритме { $every }
   *[many] { $silent } дней тишины при ритме { $every }
}
reason-never-touched = { $days ->
    [0] ещё не разговаривали, клиент новый
    [one] ещё не разговаривали за { $days } день
    [few] ещё не разговаривали за { $days } дня
   *[many] ещё не разговаривали за { $days } дней
}
reason-silent = { $days ->
    [one] { $days } день тишины
    [few] { $days } дня тишины
   *[many] { $days } дней тишины
}
reason-drafts-ready = { $count ->
    [one] готова к показу { $count } рекомендация
    [few] готовы к показу { $count } рекомендации
   *[many] готовы к показу { $count } рекомендаций
}
reason-onboarding = { $day ->
    [7] первая неделя: день 7
    [30] первый месяц: день 30
    [60] второй месяц: день 60
   *[other] начало работы: день { $day }
}
reason-birthday = день рождения: { $name }, { $when }
reason-unanswered = { $count ->
    [1] { $count } недозвон
    [one] { $count } недозвон подряд
    [few] { $count } недозвона подряд
   *[many] { $count } недозвонов подряд
}

# Зачем звоним: одна строка
value-keep-promise = выполнить обещание: { $text }
value-ask-decision = узнать решение: { $title }
value-ready-recommendation = показать рекомендацию: { $title }
value-get-acquainted = познакомиться
value-spend-fell = расход упал на { $percent } к прошлым месяцам
value-spend-grew = расход вырос на { $percent } к прошлым месяцам
value-just-talk = { $days ->
    [one] поддержать связь: { $days } день без разговора
    [few] поддержать связь: { $days } дня без разговора
   *[many] поддержать связь: { $days } дней без разговора
}

reason-answer-owed = ждёт ответа: { $text }
reason-answer-owed-days = { $days ->
    [one] ждёт ответа { $days } день: { $text }
    [few] ждёт ответа { $days } дня: { $text }
   *[many] ждёт ответа { $days } дней: { $text }
}
reason-answer-until = ответ обещан до { $time }: { $text }
reason-answer-late = ответ просрочен на { $late }: { $text }
reason-fire = пожар: { $text }
reason-fire-urgent = срочный пожар: { $text }
reason-fire-slot = пожар на { $time }: { $text }
reason-incident = инцидент: { $text }
reason-by-hand = поставлен вами
reason-focus = фокус месяца, балл { $score }
reason-holiday = { $name }, { $when }
reason-news = { $count ->
    [1] рассказать новость: { $title }
    [one] рассказать { $count } новость: { $title }
    [few] рассказать { $count } новости: { $title }
   *[many] рассказать { $count } новостей: { $title }
}

value-give-answer = ответить: { $text }
value-put-out = разобраться: { $text }
value-tell-news = рассказать новость: { $title }
value-work-focus = поработать с клиентом фокуса
value-congratulate = поздравить: { $name }
