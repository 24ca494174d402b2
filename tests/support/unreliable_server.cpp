#include "tests/support/unreliable_server.h"

namespace unroll {
namespace {

QByteArray headerIn(const QByteArray& head, const QByteArray& name) {
    for (const QByteArray& line : head.split('\n'))
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

QByteArray length(qsizetype bytes) { return "Content-Length: " + QByteArray::number(bytes) + "\r\n"; }

} // namespace

UnreliableServer::UnreliableServer() {
    if (!listen(QHostAddress::LocalHost))
        qFatal("The test's server can't listen.");
    connect(this, &QTcpServer::newConnection, this, &UnreliableServer::accept);
}

QUrl UnreliableServer::url(const QString& path) const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1/%2").arg(serverPort()).arg(path));
}

void UnreliableServer::accept() {
    while (QTcpSocket* socket = nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

// One request a connection.
void UnreliableServer::read(QTcpSocket& socket) {
    const QByteArray head = socket.peek(socket.bytesAvailable());
    if (!head.contains("\r\n\r\n"))
        return;
    socket.readAll();
    const Request request{head.split(' ').value(1), headerIn(head, "range")};
    requests_.append(request);
    answer(socket, request, headerIn(head, "if-range"));
}

void UnreliableServer::send(QTcpSocket& socket, const QByteArray& status, const QByteArray& headers,
                            const QByteArray& body) {
    socket.write("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
}

void UnreliableServer::answer(QTcpSocket& socket, const Request& request, const QByteArray& condition) {
    QList<Answer>& answers = answers_[request.path];
    const Answer answer = answers.isEmpty() ? Answer{.kind = Answer::Status, .status = 404} : answers.first();
    if (answers.size() > 1)
        answers.removeFirst();
    if (answer.kind == Answer::Status)
        send(socket, QByteArray::number(answer.status) + " as told", length(0), {});
    else if (answer.kind == Answer::Redirect)
        send(socket, "302 Found", "Location: " + answer.text + "\r\n" + length(0), {});
    else
        sendFile(socket, answer, request, condition);
    if (answer.kind != Answer::Silence)
        socket.disconnectFromHost();
}

void UnreliableServer::sendFile(QTcpSocket& socket, const Answer& answer, const Request& request,
                                const QByteArray& condition) {
    const QByteArray tag = "ETag: " + answer.tag + "\r\n";
    const qsizetype begin = request.range.isEmpty() || condition != answer.tag
                                ? 0
                                : request.range.mid(6).chopped(1).toLongLong(); // "bytes=N-"
    const QByteArray body = answer.body.mid(begin);
    const QByteArray half = body.first(body.size() / 2);
    const QByteArray status = begin > 0 ? "206 Partial Content" : "200 OK";
    const QByteArray range =
        "Content-Range: bytes " + QByteArray::number(answer.kind == Answer::OtherPart ? begin + 1 : begin) + "-" +
        QByteArray::number(answer.body.size() - 1) + "/" + QByteArray::number(answer.body.size()) + "\r\n";
    const QByteArray headers = tag + (begin > 0 ? range : QByteArray());
    switch (answer.kind) {
    case Answer::BreakOff:
        return send(socket, status, headers + length(body.size()), half);
    case Answer::Silence:
        return send(socket, status, headers + length(body.size()), {});
    case Answer::PromiseMore:
        return send(socket, status, headers + length(2 * body.size() + 1), body);
    case Answer::PromiseLess:
        return send(socket, status, headers + length(half.size()), body);
    case Answer::WithoutLength:
        return send(socket, status, headers, body);
    case Answer::CutOff:
        return send(socket, status, headers, half);
    default:
        return send(socket, status, headers + length(body.size()), body);
    }
}

} // namespace unroll
